package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.model.Domain;
import dev.huxley.program.Binding;
import dev.huxley.program.CableStage;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import dev.huxley.program.Variable;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The index arrays that a program needs for one batch size. Made once and kept by the kernel, and by every run that may
 * still be differentiated.
 */
final class BatchPlan {
    final int batch;
    final HinesSolve.Prepared solve;
    /** The sum over the stages that add linear terms, for every variable that has any. */
    final Map<Integer, RowSum> termSums = new TreeMap<>();
    /** The sums of the slopes and the constant parts of synaptic currents, by the variable to which they are added. */
    final Map<Integer, SynapticSum> synapticSums = new TreeMap<>();
    /** The sum over mechanisms, for every current variable of compartments. */
    final Map<Integer, RowSum> currentSums = new TreeMap<>();

    private final NDManager manager;
    private final Indices indices;
    private int users = 1;
    private ExplicitFlow explicitFlow;
    private final Map<Binding, NDArray> gathers = new IdentityHashMap<>();

    BatchPlan(Program program, HinesSolve treeSolve, NDManager parent, DataType floatType, int batch) {
        this.batch = batch;
        manager = parent.newSubManager();
        indices = new Indices(manager, floatType);
        solve = treeSolve.prepare(indices, batch);
        program.synapticCurrents()
                .forEach(current -> synapticSums.computeIfAbsent(
                        current.target(), target -> SynapticSum.of(program, target, indices, batch)));
        List<TermStage> terms = TermStage.of(program);
        for (int variable = 0; variable < program.variables().size(); variable++) {
            int wanted = variable;
            Variable of = program.variables().get(variable);
            List<int[]> added = terms.stream()
                    .filter(term -> term.variable() == wanted)
                    .map(TermStage::positions)
                    .toList();
            if (!added.isEmpty()) {
                termSums.put(variable, new RowSum(added, of.size(), batch, indices));
            }
            boolean isCollected = terms.stream().anyMatch(term -> term.current() == wanted);
            if (of.isCurrent() && of.domain() == Domain.NODES && isCollected) {
                List<int[]> collected = terms.stream()
                        .filter(term -> term.current() == wanted)
                        .map(TermStage::compartments)
                        .toList();
                currentSums.put(variable, new RowSum(collected, of.size(), batch, indices));
            }
        }
        for (Stage stage : program.stages()) {
            stage.inputs().forEach(this::addGather);
            stage.outputs().forEach(binding -> addReplacement(program, binding));
        }
        if (program.cableStages().stream().anyMatch(BatchPlan::hasExplicitFlow)) {
            explicitFlow = new ExplicitFlow(program.cable(), indices, batch);
        }
    }

    /**
     * Tells whether a stage needs the explicit flow; in an implicit step the current of a clamp is the residual of its
     * row at the solution.
     */
    private static boolean hasExplicitFlow(CableStage stage) {
        return stage.isExplicit()
                || (!stage.isByPropagator() && stage.equation().givesClampCurrent());
    }

    /** The flow along the cable of explicit steps, or at the solution of implicit ones. */
    ExplicitFlow explicitFlow() {
        return explicitFlow;
    }

    /** Brings a result that does not depend on all rows (a constant, a parameter) to the shape (batch, count). */
    NDArray expand(NDArray part, int count) {
        Shape full = new Shape(batch, count);
        return part.getShape().equals(full) ? part : part.broadcast(full);
    }

    /** The rows of a variable that a mechanism reads. */
    NDArray read(Binding binding, NDArray variable) {
        if (binding.isWhole()) {
            return variable;
        }
        NDArray gather = gathers.get(binding);
        if (variable.getShape().get(0) != gather.getShape().get(0)) {
            // A parameter without batch axis: the first row of the index will do.
            return variable.gather(gather.get("0:1"), 1);
        }
        return variable.gather(gather, 1);
    }

    /** The variable with a mechanism's rows replaced. */
    NDArray replace(Binding binding, NDArray variable, NDArray rows) {
        return binding.isWhole() ? rows : variable.concat(rows, 1).gather(gathers.get(binding), 1);
    }

    synchronized void retain() {
        users++;
    }

    synchronized void release() {
        users--;
        if (users == 0) {
            manager.close();
        }
    }

    private void addGather(Binding binding) {
        if (!binding.isWhole() && !binding.isDelayed()) {
            gathers.put(binding, indices.of(binding.positions(), batch));
        }
    }

    private void addReplacement(Program program, Binding binding) {
        if (binding.isWhole()) {
            return;
        }
        int size = program.variables().get(binding.variable()).size();
        int[] source = new int[size];
        Arrays.setAll(source, row -> row);
        int[] positions = binding.positions();
        for (int i = 0; i < positions.length; i++) {
            source[positions[i]] = size + i;
        }
        gathers.put(binding, indices.of(source, batch));
    }
}
