package dev.huxley.engine.llvm;

import dev.huxley.engine.llvm.emit.TransferFunctions;
import dev.huxley.engine.llvm.plan.GradientMask;
import dev.huxley.engine.llvm.plan.KernelLayout;
import java.util.HashMap;
import java.util.Map;

/**
 * The machine code of a kernel, freed when the kernel is closed, or when the kernel was forgotten: in a notebook a cell
 * that is run again replaces a simulation that nobody closes. It does not know its kernel, which could not be forgotten
 * otherwise.
 */
final class KernelCode {
    record AdjointKey(KernelLayout layout, GradientMask wanted) {}

    private final Map<KernelLayout, ForwardKernel> forward = new HashMap<>();
    private final Map<AdjointKey, AdjointKernel> adjoint = new HashMap<>();
    private final StreamBuffers buffers = new StreamBuffers();
    private final BlockMemories memories = new BlockMemories();
    /** Null before the first run. */
    private TransferFunctions transfers;

    Map<KernelLayout, ForwardKernel> forward() {
        return forward;
    }

    Map<AdjointKey, AdjointKernel> adjoint() {
        return adjoint;
    }

    StreamBuffers buffers() {
        return buffers;
    }

    BlockMemories memories() {
        return memories;
    }

    TransferFunctions transfers() {
        return transfers;
    }

    void transfers(TransferFunctions functions) {
        transfers = functions;
    }

    void free() {
        memories.close();
        forward.values().forEach(ForwardKernel::close);
        adjoint.values().forEach(AdjointKernel::close);
        forward.clear();
        adjoint.clear();
        buffers.close();
        if (transfers != null) {
            transfers.close();
            transfers = null;
        }
    }
}
