package dev.huxley.engine.llvm.jit;

import static org.bytedeco.llvm.global.LLVM.*;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.llvm.LLVM.*;

/**
 * Object code in executable memory, linked by LLVM's ORC JIT. Symbols that the code does not define are those of the
 * process, such as libm's. The code lives until it is closed.
 */
final class LinkedCode implements AutoCloseable {
    private final LLVMOrcLLJITRef jit;

    LinkedCode(byte[] object, Target target) {
        jit = create(target);
        try (BytePointer content = new BytePointer(object);
                BytePointer name = new BytePointer("kernel")) {
            // The JIT owns the buffer.
            LLVMMemoryBufferRef buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(content, object.length, name);
            LlvmError.check(
                    LLVMOrcLLJITAddObjectFile(jit, LLVMOrcLLJITGetMainJITDylib(jit), buffer), "cannot be linked");
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** The address of a function. */
    long address(String function) {
        try (LongPointer address = new LongPointer(1)) {
            LlvmError.check(LLVMOrcLLJITLookup(jit, address, function), "has no function " + function);
            return address.get();
        }
    }

    @Override
    public void close() {
        LlvmError.check(LLVMOrcDisposeLLJIT(jit), "cannot be freed");
    }

    private static LLVMOrcLLJITRef create(Target target) {
        LLVMOrcLLJITBuilderRef builder = LLVMOrcCreateLLJITBuilder();
        // The builder owns the machine that it is given.
        LLVMOrcLLJITBuilderSetJITTargetMachineBuilder(
                builder, LLVMOrcJITTargetMachineBuilderCreateFromTargetMachine(CodeGeneration.machine(target)));
        LLVMOrcLLJITRef jit = new LLVMOrcLLJITRef();
        LlvmError.check(LLVMOrcCreateLLJIT(jit, builder), "cannot be linked");
        LLVMOrcDefinitionGeneratorRef process = new LLVMOrcDefinitionGeneratorRef();
        try {
            LlvmError.check(
                    LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess(
                            process, LLVMOrcLLJITGetGlobalPrefix(jit), null, null),
                    "cannot be linked");
        } catch (RuntimeException e) {
            LLVMOrcDisposeLLJIT(jit);
            throw e;
        }
        LLVMOrcJITDylibAddGenerator(LLVMOrcLLJITGetMainJITDylib(jit), process);
        return jit;
    }
}
