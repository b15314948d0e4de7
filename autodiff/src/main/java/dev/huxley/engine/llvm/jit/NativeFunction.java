package dev.huxley.engine.llvm.jit;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.llvm.LLVM.LLVMFatalErrorHandler;

/**
 * A compiled function {@code void(ptr)}. Called through a function pointer type for which JavaCPP has glue of the same C
 * signature; the "address" of such a pointer is that of a cell that holds the function and an object.
 */
public final class NativeFunction {
    private final LongPointer cell;
    private final LLVMFatalErrorHandler pointer;

    NativeFunction(long address) {
        cell = new LongPointer(2);
        cell.put(0, address);
        cell.put(1, 0);
        pointer = new LLVMFatalErrorHandler(cell);
    }

    /** Calls the function with the address of this memory. */
    public void call(NativeMemory argument) {
        BytePointer address = argument.pointer();
        pointer.call(address);
    }
}
