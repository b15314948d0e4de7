/**
 * The engines: each compiles a program into a kernel that runs the whole time loop and its adjoint.
 * One sub-package per engine. Calls program and graph; is called by simulate only.
 */
package dev.huxley.engine;
