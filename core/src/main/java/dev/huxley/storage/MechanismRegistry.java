package dev.huxley.storage;

import dev.huxley.mechanism.Mechanism;
import dev.huxley.text.Brief;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The mechanisms that files may ask for, by the names of their classes, and the constructors that make them. A file
 * never decides which code runs: a class that is not registered is never loaded. Immutable.
 *
 * <pre>{@code
 * MechanismRegistry mine = MechanismRegistry.library().with(MyChannel.class, MyChannel::new);
 * Cell cell = ModelFile.readCell(path, mine);
 * }</pre>
 */
public final class MechanismRegistry {
    private static final MechanismRegistry LIBRARY = new MechanismRegistry(Map.of());

    private final Map<String, MechanismConstructor> constructors;

    private MechanismRegistry(Map<String, MechanismConstructor> constructors) {
        this.constructors = constructors;
    }

    /** The mechanisms that come with Huxley. */
    public static MechanismRegistry library() {
        return LIBRARY;
    }

    /** A copy with another mechanism, made from its name in the model. */
    public MechanismRegistry with(Class<? extends Mechanism> type, Function<String, ? extends Mechanism> constructor) {
        return withConstants(type, (name, constants) -> {
            if (!constants.isEmpty()) {
                throw new IllegalArgumentException("mechanism " + name + " has the constants " + constants
                        + ", but its class is registered without; use withConstants");
            }
            return constructor.apply(name);
        });
    }

    /** A copy with another mechanism, made from its name and its constants. */
    public MechanismRegistry withConstants(Class<? extends Mechanism> type, MechanismConstructor constructor) {
        Map<String, MechanismConstructor> more = new LinkedHashMap<>(constructors);
        more.put(type.getName(), constructor);
        return new MechanismRegistry(more);
    }

    Mechanism create(String className, String name, List<Object> constants) {
        MechanismConstructor constructor =
                constructors.containsKey(className) ? constructors.get(className) : LibraryMechanisms.find(className);
        if (constructor == null) {
            throw new IllegalArgumentException("mechanism " + name + " is of the class " + className
                    + ", which is not registered; read the file with"
                    + " MechanismRegistry.library().with(TheClass.class, TheClass::new) if you trust it");
        }
        Mechanism mechanism = constructor.create(name, constants);
        if (mechanism == null
                || !mechanism.getClass().getName().equals(className)
                || !mechanism.name().equals(name)) {
            throw new IllegalArgumentException("the constructor that is registered for " + className + " makes "
                    + (mechanism == null ? "nothing" : mechanism.getClass().getName() + " " + mechanism.name())
                    + " in place of " + name);
        }
        return mechanism;
    }

    @Override
    public String toString() {
        return "MechanismRegistry[" + Brief.list(constructors.keySet()) + "]";
    }
}
