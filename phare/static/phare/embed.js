// Tells the page that frames this one how high it is, in pixels: { phareHeight: 480 }.

if (parent !== window) {
  const tell = () => parent.postMessage({ phareHeight: Math.ceil(document.documentElement.getBoundingClientRect().height) }, "*");
  new ResizeObserver(tell).observe(document.documentElement);
}
