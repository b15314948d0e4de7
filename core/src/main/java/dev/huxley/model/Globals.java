package dev.huxley.model;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.GlobalProcess;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.Temperature;
import dev.huxley.table.TableRows;
import dev.huxley.text.Brief;
import dev.huxley.text.ElementName;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters and states of a model as a whole: each exists once and is seen by all channels, pumps and synapses,
 * for instance a temperature or the concentration of a modulator. Mechanisms bring those that they declare; {@link
 * #define} adds others. Changes act on the model directly.
 */
public final class Globals extends RowSet {
    private static final int[] ROW = {0};

    private final NeuronModel model;
    private final Columns columns = new Columns(1);
    private final Map<String, Declaration> parameters = new LinkedHashMap<>();
    private final Map<String, Declaration> states = new LinkedHashMap<>();
    /** The parameters that were defined, not declared by a mechanism. */
    private final Map<String, Declaration> defined = new LinkedHashMap<>();

    private final Map<String, GlobalProcess> processes = new LinkedHashMap<>();

    Globals(NeuronModel model) {
        super("globals");
        this.model = model;
    }

    @Override
    public NeuronModel model() {
        return model;
    }

    /** The dictionary of columns, with one row. */
    public Columns columns() {
        return columns;
    }

    /** The names of all parameters and states of the model as a whole. */
    public Set<String> names() {
        return columns.names();
    }

    /** The processes that advance states of the model as a whole, in the order of the updates. */
    public Collection<GlobalProcess> processes() {
        return Collections.unmodifiableCollection(processes.values());
    }

    // ---- verbs ----

    /**
     * Sets a parameter or an initial state, see {@link RowSet#set}. The temperature {@code "celsius"} (°C) is added if
     * no mechanism has brought it: then all mechanisms whose rates follow the temperature run at this one, and not each
     * at its own (see {@link Temperature}).
     */
    @Override
    public void set(String key, double... values) {
        if (key.equals(Temperature.CELSIUS) && !contains(key) && values.length == 1) {
            define(key, values[0], "degC");
        }
        super.set(key, values);
    }

    /** Adds a parameter that mechanisms may read without declaring it. */
    public void define(String name, double value, String unit) {
        define(new Declaration(name, name, value, unit));
    }

    /** Adds an array-valued parameter, elements in row-major order. */
    public void define(String name, int[] shape, double[] values, String unit) {
        define(new Declaration(name, name, shape, values, unit));
    }

    /** Adds a process, with the states and parameters that it declares. */
    public void insert(GlobalProcess process) {
        requireInsertable(process);
        declare(process);
        processes.putIfAbsent(process.name(), process);
        model.changed();
    }

    /** Removes a process; its states stay and no longer change. */
    public void delete(String process) {
        if (processes.remove(process) == null) {
            throw new IllegalArgumentException(Spelling.unknown("process", process, processes.keySet()));
        }
        model.changed();
    }

    /**
     * Sentences on the temperatures of the model's mechanisms that do not go together: rates measured at different
     * temperatures, or at another one than {@code celsius} without a factor that tells how they grow. Empty if all agree.
     */
    public List<String> temperatureNotes() {
        return TemperatureNotes.of(model);
    }

    @Override
    public String toString() {
        return "Globals["
                + Brief.list(names().stream()
                        .map(name -> name + " = " + Brief.of(get(name)))
                        .toList()) + "]";
    }

    // ---- what the model as a whole differs in from other rows ----

    @Override
    Domain domain() {
        return Domain.GLOBALS;
    }

    @Override
    int[] rows() {
        return ROW;
    }

    @Override
    Grouping grouping() {
        return Grouping.one("the whole model");
    }

    @Override
    TableRows tableRows() {
        return NodeTable.ofGlobals(this);
    }

    // ---- for the model ----

    /** The parameters that were defined, not declared by a mechanism. */
    List<Declaration> defined() {
        return List.copyOf(defined.values());
    }

    boolean contains(String name) {
        return columns.contains(ElementName.key(name));
    }

    boolean isState(String name) {
        return states.containsKey(ElementName.key(name));
    }

    /** The declaration of a quantity of the model as a whole; null if there is none. */
    Declaration declaration(String name) {
        return states.getOrDefault(name, parameters.get(name));
    }

    /** Throws an error unless the mechanism's declarations for the whole model agree with those present. */
    void requireDeclarable(Mechanism mechanism) {
        mechanism.globalParameters().forEach(declaration -> requireFree(declaration, mechanism.name()));
        mechanism.globalStates().forEach(declaration -> requireFree(declaration, mechanism.name()));
    }

    /**
     * Adds the quantities that a mechanism declares; existing ones keep their values. A state declared by several
     * mechanisms is one state.
     */
    void declare(Mechanism mechanism) {
        mechanism.globalParameters().forEach(declaration -> add(declaration, parameters));
        mechanism.globalStates().forEach(declaration -> add(declaration, states));
    }

    /** Adopts the quantities of a part of this model, or of the model that it was made from. */
    void adopt(Globals part) {
        for (String name : part.names()) {
            if (contains(name) && !Arrays.equals(get(name), part.get(name))) {
                throw new IllegalArgumentException("'" + name + "' exists once in a model, but is "
                        + Arrays.toString(get(name)) + " in one part and " + Arrays.toString(part.get(name))
                        + " in another; make them equal first");
            }
        }
        part.defined.values().forEach(this::define);
        part.parameters.values().forEach(declaration -> add(declaration, parameters));
        part.states.values().forEach(declaration -> add(declaration, states));
        part.names().forEach(name -> set(name, part.get(name)));
        for (GlobalProcess process : part.processes.values()) {
            requireInsertable(process);
            processes.putIfAbsent(process.name(), process);
        }
    }

    /** Restores the content of a snapshot; mechanisms have declared theirs already. */
    void restore(Map<String, Column> values, List<Declaration> additions, List<GlobalProcess> inserted) {
        additions.forEach(this::define);
        inserted.forEach(this::insert);
        for (Map.Entry<String, Column> entry : values.entrySet()) {
            String name = entry.getKey();
            if (!contains(name)
                    || !(entry.getValue() instanceof NumberColumn column)
                    || column.rows() != 1
                    || !Arrays.equals(column.rowShape(), columns.numbers(name).rowShape())) {
                throw new IllegalArgumentException(
                        "'" + name + "' of the whole model is declared by no mechanism, or with another shape");
            }
            set(name, column.row(0));
        }
    }

    private void define(Declaration declaration) {
        if (defined.containsKey(declaration.key())
                && defined.get(declaration.key()).equals(declaration)) {
            return;
        }
        if (!declaration.key().matches("[A-Za-z][A-Za-z0-9_/]*")) {
            throw new IllegalArgumentException("'" + declaration.key()
                    + "' cannot name a parameter of the model: use a letter, then letters, digits and underscores");
        }
        if (contains(declaration.key())) {
            throw new IllegalArgumentException(
                    "the model as a whole has '" + declaration.key() + "' already; change it with set");
        }
        int size = ElementName.count(declaration.extents());
        if (size != declaration.values().size()
                || !declaration.values().stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("'" + declaration.key() + "' needs " + size
                    + " finite values for the shape " + declaration.shape() + ", not " + declaration.values());
        }
        requireFree(declaration, "the model");
        add(declaration, parameters);
        defined.put(declaration.key(), declaration);
        model.changed();
    }

    private void add(Declaration declaration, Map<String, Declaration> kind) {
        NumberColumn column = columns.numbersOrNew(declaration.key(), declaration.extents());
        if (!column.isPresent(0)) {
            column.set(0, declaration.elements());
        }
        kind.putIfAbsent(declaration.key(), declaration);
    }

    private void requireInsertable(GlobalProcess process) {
        GlobalProcess before = processes.get(process.name());
        if (before != null && !before.isInterchangeableWith(process)) {
            throw new IllegalArgumentException("another process named '" + process.name()
                    + "' with other declarations is there already; give one of them another name");
        }
        List<Declaration> own = process.declarations();
        if (!own.isEmpty()) {
            throw new IllegalArgumentException("process " + process.name() + " declares "
                    + own.stream().map(Declaration::name).toList()
                    + " for compartments, which it does not have; declare globalParameter and globalState");
        }
        requireDeclarable(process);
    }

    /** Throws an error if a mechanism of compartments or synapses takes a name that the whole model uses. */
    void requireNotTaken(Mechanism mechanism, Collection<String> currentNames) {
        for (String name : TakenNames.of(mechanism, currentNames)) {
            if (contains(name)) {
                throw new IllegalArgumentException("the mechanism " + mechanism.name() + " cannot use the name '" + name
                        + "', which is one of the whole model; give one of them another name");
            }
        }
    }

    private void requireFree(Declaration declaration, String who) {
        String key = declaration.key();
        if (model.nodes().contains(key)
                || model.edges().contains(key)
                || model.mechanisms().contains(key)
                || model.connections().contains(key)
                || model.mechanisms().currents().contains(key)
                || model.connections().currents().contains(key)) {
            throw new IllegalArgumentException("'" + key + "' of the whole model, which " + who
                    + " declares, is a name that compartments or synapses use; give it another name");
        }
        if (contains(key) && !Arrays.equals(columns.numbers(key).rowShape(), declaration.extents())) {
            throw new IllegalArgumentException("'" + key + "' of the whole model has the shape "
                    + Arrays.toString(columns.numbers(key).rowShape()) + ", but " + who + " declares it with "
                    + declaration.shape());
        }
    }
}
