/** What a view of the leg is made of: outlines of skin, lines inside it, and the named regions. */
export interface View {
  name: "front" | "outer" | "inner" | "back" | "sole";
  /** Width and height of the drawing. */
  size: [number, number];
  skin: string[];
  detail: string[];
  /** Outline of each region, by the value of the option it stands for. */
  regions: Record<string, string>;
}

/** The outline of an ellipse round x, y. */
export function oval(x: number, y: number, rx: number, ry: number): string {
  return `M${x - rx} ${y}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;
}
