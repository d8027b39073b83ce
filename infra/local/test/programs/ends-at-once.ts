/** A service that cannot run. */
console.error('the license of this service has expired')
process.exit(3)
