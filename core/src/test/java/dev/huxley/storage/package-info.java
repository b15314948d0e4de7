/** Tests of files. */
package dev.huxley.storage;
