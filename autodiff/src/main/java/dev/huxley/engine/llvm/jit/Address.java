package dev.huxley.engine.llvm.jit;

import org.bytedeco.javacpp.Pointer;

/** An address in the form that JavaCPP's functions take. Owns nothing. */
public final class Address extends Pointer {
    public Address(long value) {
        super((Pointer) null);
        address = value;
    }
}
