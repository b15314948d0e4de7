/** What is given away with Huxley: licences and names of what it runs with. */
package dev.huxley.release;
