/** The functions that IJava has in every cell. */
package io.github.spencerpark.ijava.runtime;
