"""The lock of a talk, on a real Redis: one turn at a time, whoever dies."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

import pytest
from rasa.core.lock_store import LockStore
from rasa.utils.endpoints import EndpointConfig

from channels.locks import LIFETIME_S, Busy, TurnLocks
from scripts.services import Service, lock_url

TALK = "web:someone"
PAIRS = 120
Servers = list[TurnLocks]


@contextlib.asynccontextmanager
async def servers_on(url: str, count: int) -> AsyncIterator[Servers]:
    """The locks of some servers, made as Rasa makes them from endpoints.yml."""
    config = EndpointConfig(url, type="channels.locks.TurnLocks")
    made = [LockStore.create(config) for _ in range(count)]
    servers = [one for one in made if isinstance(one, TurnLocks)]
    assert len(servers) == count
    yield servers
    for one in servers:
        await one.close()


@pytest.fixture
async def servers(redis: Service) -> AsyncIterator[Servers]:
    async with servers_on(lock_url(redis.port), 2) as both:
        yield both


async def enter(server: TurnLocks, within_s: float = 0.1) -> bool | None:
    """Whether the server had the turn before too, None if it could not enter at all."""
    try:
        async with server.alone(TALK, within_s) as ours:
            return ours
    except Busy:
        return None


async def test_two_servers_never_have_a_turn_of_one_talk_at_once(servers: Servers) -> None:
    inside, most, turns = 0, 0, 0

    async def turn(server: TurnLocks, talk: str, late_s: float) -> None:
        nonlocal inside, most, turns
        await asyncio.sleep(late_s)
        async with server.lock(talk):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.002)
            inside -= 1
            turns += 1

    for number in range(PAIRS):
        talk = f"{TALK}{number}"
        await asyncio.gather(turn(servers[0], talk, 0), turn(servers[1], talk, number % 6 / 1e3))
    assert (most, turns) == (1, 2 * PAIRS)


async def test_talks_of_different_people_do_not_wait_for_each_other(servers: Servers) -> None:
    async with servers[0].lock("web:first"), servers[1].lock("web:second"):
        assert await enter(servers[0]) is not None


async def test_a_turn_passes_its_own_lock_and_no_other_turn_does(servers: Servers) -> None:
    inside = asyncio.Event()

    async def turn() -> None:
        async with servers[0].alone(TALK, 1), servers[0].lock(TALK):
            inside.set()
            await asyncio.sleep(0.3)

    first = asyncio.ensure_future(turn())
    await inside.wait()
    assert await enter(servers[1]) is None
    assert await enter(servers[0]) is None
    await first
    assert await enter(servers[1]) is not None


async def test_a_server_knows_when_another_one_had_the_last_turn(servers: Servers) -> None:
    first, second = servers
    await enter(first)
    assert [await enter(one) for one in (first, second, second, first, first)] == [
        *(True, False, True, False, True)
    ]


async def test_a_long_turn_keeps_its_lock(servers: Servers) -> None:
    async with servers[0].alone(TALK, 1):
        await asyncio.sleep(LIFETIME_S + 1)
        assert await enter(servers[1]) is None


async def test_the_lock_of_a_dead_server_ends_by_itself(redis: Service, servers: Servers) -> None:
    async with servers_on(lock_url(redis.port), 1) as (dead,):
        assert dead._redis is not None
        # What a server leaves behind that was killed in the middle of a turn.
        await dead._redis.lock(f"footwise:{TALK}", timeout=LIFETIME_S, thread_local=False).acquire()
        began = time.monotonic()
        assert await enter(servers[0], within_s=8) is not None
        assert time.monotonic() - began < LIFETIME_S + 0.5


async def test_talks_go_on_while_redis_is_away_and_are_locked_when_it_is_back(
    redis: Service, servers: Servers
) -> None:
    first, second = servers
    await enter(first)
    redis.kill()
    began = time.monotonic()
    assert await enter(first) is False
    assert await enter(first) is False
    assert time.monotonic() - began < 1.5
    redis.start()
    began = time.monotonic()
    while not await enter(first):
        assert time.monotonic() - began < 5
        await asyncio.sleep(0.05)
    assert await enter(second) is False
    async with first.alone(TALK, 1):
        assert await enter(second) is None


async def test_one_server_alone_needs_no_redis() -> None:
    async with servers_on("", 1) as (server,):
        assert await enter(server) is True
        async with server.lock(TALK) as ticket:
            assert ticket is not None
