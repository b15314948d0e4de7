package dev.huxley.engine.llvm;

import static org.bytedeco.llvm.global.LLVM.*;

import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.llvm.LLVM.*;

/**
 * LLVM IR text compiled to machine code in memory, with LLVM's ORC JIT. Symbols that the text declares only are those of
 * the process, such as libm's. The code lives until the module is closed.
 *
 * <p>Few passes run, since the text has its vectors written out: LLVM's standard pipeline takes four times as long and
 * gives the same speed.
 */
final class CompiledModule implements AutoCloseable {
    private static final String PASSES = "function(sroa,early-cse),always-inline,function(early-cse)";

    private final LLVMOrcLLJITRef jit;

    /** Compiles the text. */
    CompiledModule(String text, Target target) {
        LLVMOrcThreadSafeContextRef context = LLVMOrcCreateNewThreadSafeContext();
        LLVMTargetMachineRef machine = machine(target);
        LLVMModuleRef module = null;
        try {
            module = parse(text, LLVMOrcThreadSafeContextGetContext(context));
            LLVMSetTarget(module, target.triple());
            LLVMTargetDataRef layout = LLVMCreateTargetDataLayout(machine);
            LLVMSetModuleDataLayout(module, layout);
            LLVMDisposeTargetData(layout);
            verify(module);
            optimise(module, machine);
            jit = create(target);
            // From here on the JIT owns the module.
            LLVMOrcThreadSafeModuleRef owned = LLVMOrcCreateNewThreadSafeModule(module, context);
            module = null;
            LLVMErrorRef error = LLVMOrcLLJITAddLLVMIRModule(jit, LLVMOrcLLJITGetMainJITDylib(jit), owned);
            if (isError(error)) {
                LLVMOrcDisposeThreadSafeModule(owned);
                close();
                throw failure("cannot be added", error);
            }
        } finally {
            if (module != null) {
                LLVMDisposeModule(module);
            }
            LLVMDisposeTargetMachine(machine);
            LLVMOrcDisposeThreadSafeContext(context);
        }
    }

    /** A function {@code void(ptr)} of the module; to be called only while the module is open. */
    NativeFunction function(String name) {
        try (LongPointer address = new LongPointer(1)) {
            LLVMErrorRef error = LLVMOrcLLJITLookup(jit, address, name);
            if (isError(error)) {
                throw failure("has no function " + name, error);
            }
            return new NativeFunction(address.get());
        }
    }

    @Override
    public void close() {
        LLVMErrorRef error = LLVMOrcDisposeLLJIT(jit);
        if (isError(error)) {
            throw failure("cannot be freed", error);
        }
    }

    private static LLVMModuleRef parse(String text, LLVMContextRef context) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        LLVMModuleRef module = new LLVMModuleRef();
        try (BytePointer content = new BytePointer(bytes);
                BytePointer name = new BytePointer("kernel");
                BytePointer message = new BytePointer((Pointer) null)) {
            // The parser owns the buffer.
            LLVMMemoryBufferRef buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(content, bytes.length, name);
            if (LLVMParseIRInContext(context, buffer, module, message) != 0) {
                throw new IllegalStateException("generated code cannot be read: " + LlvmLibrary.take(message));
            }
        }
        return module;
    }

    private static void verify(LLVMModuleRef module) {
        try (BytePointer message = new BytePointer((Pointer) null)) {
            boolean broken = LLVMVerifyModule(module, LLVMReturnStatusAction, message) != 0;
            String text = LlvmLibrary.take(message);
            if (broken) {
                throw new IllegalStateException("generated code is not valid: " + text);
            }
        }
    }

    private static void optimise(LLVMModuleRef module, LLVMTargetMachineRef machine) {
        LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
        LLVMErrorRef error = LLVMRunPasses(module, PASSES, machine, options);
        LLVMDisposePassBuilderOptions(options);
        if (isError(error)) {
            throw failure("cannot be optimised", error);
        }
    }

    private static LLVMTargetMachineRef machine(Target target) {
        LLVMTargetRef found = new LLVMTargetRef();
        try (BytePointer triple = new BytePointer(target.triple());
                BytePointer message = new BytePointer((Pointer) null)) {
            if (LLVMGetTargetFromTriple(triple, found, message) != 0) {
                throw new IllegalStateException("LLVM does not know this machine: " + LlvmLibrary.take(message));
            }
        }
        return LLVMCreateTargetMachine(
                found,
                target.triple(),
                target.cpu(),
                target.features(),
                LLVMCodeGenLevelAggressive,
                LLVMRelocPIC,
                LLVMCodeModelJITDefault);
    }

    private static LLVMOrcLLJITRef create(Target target) {
        LLVMOrcLLJITBuilderRef builder = LLVMOrcCreateLLJITBuilder();
        // The builder owns the machine that it is given.
        LLVMOrcLLJITBuilderSetJITTargetMachineBuilder(
                builder, LLVMOrcJITTargetMachineBuilderCreateFromTargetMachine(machine(target)));
        LLVMOrcLLJITRef jit = new LLVMOrcLLJITRef();
        LLVMErrorRef error = LLVMOrcCreateLLJIT(jit, builder);
        if (isError(error)) {
            throw failure("cannot be linked", error);
        }
        LLVMOrcDefinitionGeneratorRef process = new LLVMOrcDefinitionGeneratorRef();
        error = LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess(
                process, LLVMOrcLLJITGetGlobalPrefix(jit), null, null);
        if (isError(error)) {
            LLVMOrcDisposeLLJIT(jit);
            throw failure("cannot be linked", error);
        }
        LLVMOrcJITDylibAddGenerator(LLVMOrcLLJITGetMainJITDylib(jit), process);
        return jit;
    }

    private static boolean isError(LLVMErrorRef error) {
        return error != null && !error.isNull();
    }

    private static IllegalStateException failure(String what, LLVMErrorRef error) {
        BytePointer message = LLVMGetErrorMessage(error);
        String text = message.getString();
        LLVMDisposeErrorMessage(message);
        return new IllegalStateException("generated code " + what + ": " + text);
    }
}
