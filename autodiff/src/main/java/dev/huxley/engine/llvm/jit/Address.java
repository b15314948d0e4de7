package dev.huxley.engine.llvm.jit;

import org.bytedeco.javacpp.Pointer;

/** An address as JavaCPP's functions take it. Owns nothing. */
public final class Address extends Pointer {
    public Address(long value) {
        super((Pointer) null);
        address = value;
    }
}
