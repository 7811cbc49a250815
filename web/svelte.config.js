// Plain Svelte 5: TypeScript in scripts is understood by the compiler itself.
export default {};
