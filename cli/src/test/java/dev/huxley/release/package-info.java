/** The test of the file NOTICE: the names and licences of the libraries that Huxley runs with. */
package dev.huxley.release;
