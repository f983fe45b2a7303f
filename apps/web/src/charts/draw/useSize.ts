import { type RefCallback, useLayoutEffect, useState } from "react";

/** Measured size of an element in CSS pixels; zero until it is laid out. */
export interface Size {
  width: number;
  height: number;
}

/** Follows the size of the element the returned ref is put on, so that charts are laid out in real pixels. */
export const useSize = (): [RefCallback<Element>, Size] => {
  const [element, setElement] = useState<Element | null>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    if (element === null) return;
    const measure = (width: number, height: number): void =>
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    const box = element.getBoundingClientRect();
    measure(Math.round(box.width), Math.round(box.height));
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) measure(Math.round(entry.contentRect.width), Math.round(entry.contentRect.height));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, size];
};
