import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { AmbientLight, DirectionalLight, PerspectiveCamera, Scene, WebGLRenderer } from 'three';
import type { Estimate } from '../../modules/devices/rules/localisation/locate.ts';
import type { LayoutContent } from '../../modules/devices/shapes/layouts.ts';
import { useWords } from '../words.tsx';
import { buildModel, freeModel, type PlacedRobot } from './source-model.ts';

type Stage = { readonly renderer: WebGLRenderer; readonly scene: Scene; readonly camera: PerspectiveCamera };

/** The plan in three dimensions, turned by mouse or arrow keys, with all that it shows said in words for those who do not see it. */
export function SourceScene({ content, estimate, robots, heightMetres }: { readonly content: LayoutContent; readonly estimate: Estimate | undefined; readonly robots: readonly PlacedRobot[]; readonly heightMetres: number }): ReactNode {
  const { t, number } = useWords();
  const described = useId();
  const frame = useRef<HTMLDivElement>(null);
  const stage = useRef<Stage | undefined>(undefined);
  const eye = useRef({ turn: -0.6, rise: 0.75, away: 1.25 });
  const [failed, setFailed] = useState(false);
  const { width, depth } = content.area;
  const draw = useCallback(() => {
    const [place, found] = [frame.current, stage.current];
    if (!place || found === undefined) return;
    const { renderer, scene, camera } = found;
    const { turn, rise, away } = eye.current;
    const distance = Math.hypot(width, depth) * away;
    camera.aspect = place.clientWidth / Math.max(1, place.clientHeight);
    camera.near = distance / 100;
    camera.far = distance * 20;
    camera.position.set(distance * Math.cos(rise) * Math.sin(turn), distance * Math.sin(rise), distance * Math.cos(rise) * Math.cos(turn));
    camera.lookAt(0, 0.5, 0);
    camera.updateProjectionMatrix();
    renderer.setSize(place.clientWidth, place.clientHeight, false);
    renderer.render(scene, camera);
  }, [width, depth]);
  useEffect(() => {
    const place = frame.current;
    if (!place) return undefined;
    let renderer: WebGLRenderer;
    try {
      renderer = new WebGLRenderer({ antialias: true, alpha: true });
    } catch {
      // A browser without WebGL is no fault: the plan shows the same, and the page says so.
      setFailed(true);
      return undefined;
    }
    renderer.setPixelRatio(Math.min(2, window.devicePixelRatio));
    renderer.domElement.setAttribute('aria-hidden', 'true');
    place.append(renderer.domElement);
    const scene = new Scene();
    const sun = new DirectionalLight(0xffffff, 1.8);
    sun.position.set(3, 8, 5);
    scene.add(new AmbientLight(0xffffff, 1.6), sun);
    stage.current = { renderer, scene, camera: new PerspectiveCamera(42, 1, 0.1, 1000) };
    return () => {
      stage.current = undefined;
      renderer.dispose();
      renderer.domElement.remove();
    };
  }, []);
  useEffect(() => {
    const [place, found] = [frame.current, stage.current];
    if (!place || found === undefined) return undefined;
    // Each colour of an element of its own: one whose colour changes may be on the way from the one before.
    const colour = (name: string): string => {
      const swatch = document.createElement('span');
      swatch.style.color = `var(--${name})`;
      place.append(swatch);
      const { color } = getComputedStyle(swatch);
      swatch.remove();
      return color;
    };
    const model = buildModel(content, estimate, robots, heightMetres, { ink: colour('ink'), line: colour('line'), surface: colour('surface'), accent: colour('accent'), source: colour('late') });
    found.scene.add(model);
    draw();
    const watch = new ResizeObserver(draw);
    watch.observe(place);
    return () => {
      watch.disconnect();
      found.scene.remove(model);
      freeModel(model);
    };
  }, [content, estimate, robots, heightMetres, draw]);
  const move = (turn: number, rise: number, away: number): void => {
    const now = eye.current;
    eye.current = { turn: now.turn + turn, rise: Math.min(1.55, Math.max(0.08, now.rise + rise)), away: Math.min(4, Math.max(0.3, now.away * away)) };
    draw();
  };
  const keys = (event: KeyboardEvent): void => {
    const step = ({ ArrowLeft: [-0.12, 0, 1], ArrowRight: [0.12, 0, 1], ArrowUp: [0, 0.1, 1], ArrowDown: [0, -0.1, 1], '+': [0, 0, 0.88], '=': [0, 0, 0.88], '-': [0, 0, 1.14] } as Readonly<Record<string, readonly [number, number, number]>>)[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(...step);
  };
  const metres = (value: number): string => number(Math.round(value * 100) / 100);
  const says = [
    t('sourceLocation.sceneFloor', { width: number(width), depth: number(depth), walls: content.walls.length, detectors: content.detectors.length, list: content.detectors.map((one) => t('sourceLocation.detectorAt', { id: one.id, x: metres(one.x), y: metres(one.y) })).join('; ') }),
    estimate === undefined ? t('sourceLocation.sceneNone') : t('sourceLocation.sceneEstimate', { x: metres(estimate.position[0]!), y: metres(estimate.position[1]!), size: estimate.region === undefined ? '–' : metres(estimate.region.size) }),
    ...(robots.length === 0 ? [] : [t('sourceLocation.sceneRobots', { list: robots.map((one) => t('sourceLocation.detectorAt', { id: one.name, x: metres(one.x), y: metres(one.y) })).join('; ') })]),
  ].join(' ');
  return (
    <>
      {failed ? <p className="sl-told" role="status">{t('sourceLocation.noScene')}</p> : (
        <div ref={frame} className="sl-scene" role="application" tabIndex={0} aria-label={t('sourceLocation.sceneKeys')} aria-describedby={described} onKeyDown={keys}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)} onPointerMove={(event) => { if (event.buttons === 1) move(-event.movementX * 0.008, event.movementY * 0.006, 1); }} />
      )}
      <p id={described} className="tg-hidden">{says}</p>
    </>
  );
}
