import { BoxGeometry, BufferGeometry, CanvasTexture, CylinderGeometry, DoubleSide, EdgesGeometry, GridHelper, Group, InstancedMesh, Line, LineBasicMaterial, LineSegments, Matrix4, Mesh, MeshBasicMaterial, MeshLambertMaterial, OctahedronGeometry, PlaneGeometry, Shape, ShapeGeometry, SphereGeometry, Sprite, SRGBColorSpace, SpriteMaterial, Vector3 } from 'three';
import type { Object3D } from 'three';
import type { Estimate } from '../../modules/devices/rules/localisation/locate.ts';
import type { LayoutContent } from '../../modules/devices/shapes/layouts.ts';

/** Are the colours of a scene, as CSS writes them. */
export type SceneColours = { readonly ink: string; readonly line: string; readonly surface: string; readonly accent: string; readonly source: string };

const wallHeightMetres = 2.5;

/** Is a robot where it says that it is. Unit: m; the deviation is how unsure it is of its place. */
export type PlacedRobot = { readonly id: string; readonly name: string; readonly x: number; readonly y: number; readonly deviationMetres: number | null };

/** Builds floor, walls, detectors and robots with their names, region and estimate. Unit: m; y is up, the middle of the floor is the origin. */
export function buildModel(content: LayoutContent, estimate: Estimate | undefined, robots: readonly PlacedRobot[], heightMetres: number, colours: SceneColours): Object3D {
  const { area, walls, detectors } = content;
  const longest = Math.max(area.width, area.depth);
  const size = Math.max(0.06, longest * 0.014);
  const place = (x: number, y: number, z: number): Vector3 => new Vector3(x - area.width / 2, z, area.depth / 2 - y);
  const group = new Group();
  const floor = new Mesh(new PlaneGeometry(area.width, area.depth), new MeshBasicMaterial({ color: colours.surface, side: DoubleSide }));
  floor.rotation.x = -Math.PI / 2;
  floor.position.y = -0.01;
  const squares = new GridHelper(longest, Math.min(100, Math.max(2, Math.round(longest))), colours.line, colours.line);
  squares.scale.set(area.width / longest, 1, area.depth / longest);
  group.add(floor, squares);
  for (const [x1, y1, x2, y2] of walls) {
    const length = Math.hypot(x2! - x1!, y2! - y1!);
    if (length === 0) continue;
    const box = new BoxGeometry(length, wallHeightMetres, size * 0.5);
    const wall = new Mesh(box, new MeshLambertMaterial({ color: colours.ink, transparent: true, opacity: 0.16, depthWrite: false }));
    wall.add(new LineSegments(new EdgesGeometry(box), new LineBasicMaterial({ color: colours.ink })));
    wall.position.copy(place((x1! + x2!) / 2, (y1! + y2!) / 2, wallHeightMetres / 2));
    wall.rotation.y = Math.atan2(y2! - y1!, x2! - x1!);
    group.add(wall);
  }
  for (const one of detectors) {
    const at = place(one.x, one.y, one.z ?? heightMetres);
    const body = new Mesh(new SphereGeometry(size, 20, 14), new MeshLambertMaterial({ color: colours.accent }));
    body.position.copy(at);
    const post = new Mesh(new CylinderGeometry(size * 0.18, size * 0.18, Math.max(0.01, at.y)), new MeshLambertMaterial({ color: colours.accent }));
    post.position.set(at.x, at.y / 2, at.z);
    group.add(body, post, labelOf(one.id, at.clone().setY(at.y + size * 2.4), size * 2.6, colours));
  }
  for (const one of robots) {
    const side = size * 2;
    const body = new Mesh(new BoxGeometry(side * 1.3, side * 0.7, side), new MeshLambertMaterial({ color: colours.ink }));
    body.position.copy(place(one.x, one.y, side * 0.35));
    const around = new Mesh(new CylinderGeometry(Math.max(one.deviationMetres ?? 0, side), Math.max(one.deviationMetres ?? 0, side), 0.02, 40), new MeshBasicMaterial({ color: colours.accent, transparent: true, opacity: 0.25, depthWrite: false }));
    around.position.copy(place(one.x, one.y, 0.02));
    group.add(body, around, labelOf(one.name, body.position.clone().setY(side * 1.9), size * 2.6, colours));
  }
  if (estimate !== undefined) group.add(...estimateParts(estimate, heightMetres, size, place, colours));
  return group;
}

const widestLabel = 512;

function labelOf(whole: string, at: Vector3, height: number, colours: SceneColours): Sprite {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  const font = '600 44px system-ui, sans-serif';
  context.font = font;
  let text = whole;
  while (text.length > 1 && context.measureText(text).width > widestLabel - 20) text = `${text.replace(/…$/, '').slice(0, -1)}…`;
  canvas.width = Math.min(widestLabel, Math.ceil(context.measureText(text).width) + 20);
  canvas.height = 64;
  Object.assign(context, { font, textAlign: 'center', textBaseline: 'middle', lineWidth: 8, lineJoin: 'round', strokeStyle: colours.surface, fillStyle: colours.ink });
  context.strokeText(text, canvas.width / 2, 32);
  context.fillText(text, canvas.width / 2, 32);
  const map = new CanvasTexture(canvas);
  map.colorSpace = SRGBColorSpace;
  const sprite = new Sprite(new SpriteMaterial({ map, depthTest: false }));
  sprite.renderOrder = 1;
  sprite.scale.set((height * canvas.width) / canvas.height, height, 1);
  sprite.position.copy(at);
  return sprite;
}

function estimateParts({ region, position, candidates }: Estimate, heightMetres: number, size: number, place: (x: number, y: number, z: number) => Vector3, colours: SceneColours): Object3D[] {
  const parts: Object3D[] = [];
  const fill = new MeshBasicMaterial({ color: colours.source, transparent: true, opacity: 0.4, side: DoubleSide, depthWrite: false });
  if (region?.kind === 'ellipse') {
    const { centre, semiAxesMetres, orientationDegrees } = region.ellipse;
    const flat = new Mesh(new ShapeGeometry(new Shape().absellipse(0, 0, semiAxesMetres[0]!, semiAxesMetres[1]!, 0, 2 * Math.PI), 48), fill);
    flat.rotation.set(-Math.PI / 2, 0, (orientationDegrees * Math.PI) / 180);
    flat.position.copy(place(centre[0]!, centre[1]!, heightMetres));
    parts.push(flat);
  } else if (region?.cells !== undefined) {
    const { minimum, cellMetres, runs } = region.cells;
    const cells = new InstancedMesh(new BoxGeometry(1, 0.01, 1), fill, runs.length);
    runs.forEach(([row, from, to], at) => {
      const middle = place(minimum[0] + ((from + to + 1) / 2) * cellMetres[0], minimum[1] + (row + 0.5) * cellMetres[1], heightMetres);
      cells.setMatrixAt(at, new Matrix4().makeTranslation(middle.x, middle.y, middle.z).scale(new Vector3((to - from + 1) * cellMetres[0], 1, cellMetres[1])));
    });
    parts.push(cells);
  }
  candidates.forEach((one, at) => {
    if (at === 0) return;
    const other = new Mesh(new OctahedronGeometry(size), new MeshBasicMaterial({ color: colours.source, wireframe: true }));
    other.position.copy(place(one.position[0]!, one.position[1]!, heightMetres));
    parts.push(other);
  });
  const found = new Mesh(new OctahedronGeometry(size * 0.8), new MeshLambertMaterial({ color: colours.source }));
  found.position.copy(place(position[0]!, position[1]!, heightMetres));
  const down = new BufferGeometry().setFromPoints([found.position, found.position.clone().setY(0)]);
  parts.push(found, new Line(down, new LineBasicMaterial({ color: colours.source })));
  return parts;
}

/** Frees what the graphics card holds of a model. */
export function freeModel(model: Object3D): void {
  model.traverse((one) => {
    if (!(one instanceof Mesh || one instanceof Line || one instanceof Sprite)) return;
    one.geometry.dispose();
    for (const material of [one.material].flat()) {
      if (material instanceof SpriteMaterial) material.map?.dispose();
      material.dispose();
    }
  });
}
