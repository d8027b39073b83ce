import fc from 'fast-check'

// Each worker's own: what a property starts its random runs from, where it names no seed itself.
fc.configureGlobal({ seed: Number(process.env['TAKT_SEED']) })
