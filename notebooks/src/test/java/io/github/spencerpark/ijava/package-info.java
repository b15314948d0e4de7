/** The project's own kernel, under the names of IJava. */
package io.github.spencerpark.ijava;
