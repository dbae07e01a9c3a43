// What the scripting guide documents and types-for-adobe 7.2.6 has not, or has otherwise.

interface Project {
  newSequence(name: string, presetPath: string): Sequence | 0
}

interface ProjectItem {
  isOffline(): boolean
  getProjectColumnsMetadata(): string
  getFootageInterpretation(): any
}

interface MarkerCollection {
  createMarker(seconds: number): Marker
}

interface PrProduction {
  getLocked(project: Project): boolean
}

// What pymiere looks for in the engine, and what we leave there.
interface $ {
  _pymiere: any
  _chutier: any
}
declare var ExtendJSON: any
declare var internal_variables_replacer: any
