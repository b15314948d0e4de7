/** Programs made from programs: the tangents of a step, and the vector field. */
package dev.huxley.program.derive;
