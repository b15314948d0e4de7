package dev.huxley.engine.llvm.jit;

import static org.bytedeco.llvm.global.LLVM.*;

import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.llvm.LLVM.*;

/**
 * Compiles LLVM IR text to object code, the content of a relocatable file.
 *
 * <p>Few passes run, since the text is vectorized already: LLVM's standard pipeline takes four times as long and gives
 * the same speed. Any number of threads may compile at once; each compilation has a context of its own.
 */
final class CodeGeneration {
    private static final String PASSES = "function(sroa,early-cse),always-inline,function(early-cse)";

    /** The method of compilation, a part of the {@link CodeKey}: change it with every change of the generated code. */
    static final String METHOD = PASSES + "; aggressive; position independent";

    private CodeGeneration() {}

    /**
     * Compiles a text.
     *
     * @throws IllegalStateException if the text is not valid code
     */
    static byte[] compile(String text, Target target) {
        LLVMContextRef context = LLVMContextCreate();
        LLVMTargetMachineRef machine = machine(target);
        LLVMModuleRef module = null;
        try {
            module = parse(text, context);
            LLVMSetTarget(module, target.triple());
            LLVMTargetDataRef layout = LLVMCreateTargetDataLayout(machine);
            LLVMSetModuleDataLayout(module, layout);
            LLVMDisposeTargetData(layout);
            verify(module);
            optimize(module, machine);
            return emit(module, machine);
        } finally {
            if (module != null) {
                LLVMDisposeModule(module);
            }
            LLVMDisposeTargetMachine(machine);
            LLVMContextDispose(context);
        }
    }

    /** A machine to compile for; the caller disposes of it. */
    static LLVMTargetMachineRef machine(Target target) {
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
                // The linker puts the sections of a module side by side, except on Windows.
                target.isWindows() ? LLVMCodeModelJITDefault : LLVMCodeModelSmall);
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

    private static void optimize(LLVMModuleRef module, LLVMTargetMachineRef machine) {
        LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
        LLVMErrorRef error = LLVMRunPasses(module, PASSES, machine, options);
        LLVMDisposePassBuilderOptions(options);
        LlvmError.check(error, "cannot be optimized");
    }

    private static byte[] emit(LLVMModuleRef module, LLVMTargetMachineRef machine) {
        LLVMMemoryBufferRef object = new LLVMMemoryBufferRef();
        try (BytePointer message = new BytePointer((Pointer) null)) {
            if (LLVMTargetMachineEmitToMemoryBuffer(machine, module, LLVMObjectFile, message, object) != 0) {
                throw new IllegalStateException("generated code cannot be compiled: " + LlvmLibrary.take(message));
            }
        }
        byte[] bytes = new byte[Math.toIntExact(LLVMGetBufferSize(object))];
        LLVMGetBufferStart(object).get(bytes);
        LLVMDisposeMemoryBuffer(object);
        return bytes;
    }
}
