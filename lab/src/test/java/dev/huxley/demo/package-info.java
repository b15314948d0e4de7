/** The demo does what it promises. */
package dev.huxley.demo;
