/**
 * The engine that compiles programs to machine code with LLVM: a kernel holds the whole time loop and its adjoint.
 *
 * <p>From the outside in: {@link dev.huxley.engine.llvm.LlvmEngine} makes an {@code LlvmKernel}, which makes an
 * {@code LlvmRun} per run. {@code MemoryPlan} places every number of a run, {@code ForwardEmitter} and
 * {@code AdjointEmitter} write the time loops as LLVM IR text. In them, the work on single compartments is a {@code
 * FusedLoop}, written by {@code FusedLoopEmitter} with {@code GraphEmitter} and {@code VectorMath}; the work along the
 * cable is written by a {@code CableEmitter}, one per kind of stage, with the operations of {@code HinesEmitter}.
 * {@code CompiledModule} turns the text into machine code, which {@code SharedCode} shares within the process and
 * {@code ObjectCache} keeps for the next one.
 *
 * <p>A run divides its batch into {@code BatchBlocks}, which {@code Workers} take through {@code BlockForward} and
 * {@code BlockAdjoint}, each in a {@code BlockMemory}. {@code Transfers} copy between that and PyTorch's arrays, whose
 * addresses {@code ArrayMemory} finds; the {@code CheckpointPlan} chooses the states that are kept for the adjoint.
 *
 * <p>Generated code checks nothing: it only gets arguments that {@link dev.huxley.engine.RunArguments#check} has
 * accepted, in memory that this package has laid out itself. With {@code -Dhuxley.debug.bounds=true} it checks every
 * address, see {@code CheckedCode}.
 *
 * <p>Calls {@code array}, {@code engine}, {@code engine.llvm.emit}, {@code engine.llvm.ir}, {@code engine.llvm.jit},
 * {@code engine.llvm.plan}, {@code library}, {@code program}; called by {@code simulate}.
 */
package dev.huxley.engine.llvm;
