package dev.huxley.engine.llvm;

import org.bytedeco.javacpp.Pointer;

/** An address as JavaCPP's functions take it. Owns nothing. */
final class Address extends Pointer {
    Address(long value) {
        super((Pointer) null);
        address = value;
    }
}
