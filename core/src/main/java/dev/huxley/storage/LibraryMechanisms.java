package dev.huxley.storage;

import dev.huxley.mechanism.Mechanism;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The mechanisms that come with Huxley: public classes of the packages below {@code dev.huxley.mechanism} that were
 * loaded from the same place as {@link Mechanism}. Their constructors take the name, followed by the constants if there
 * are any.
 */
final class LibraryMechanisms {
    private static final Pattern NAME = Pattern.compile("dev\\.huxley\\.mechanism\\.[a-z0-9]+\\.[A-Za-z0-9_]+");

    private LibraryMechanisms() {}

    /** The constructor of a class of the library; null if the library has no such class. */
    static MechanismConstructor find(String className) {
        if (!NAME.matcher(className).matches()) {
            return null;
        }
        Class<?> type;
        try {
            type = Class.forName(className, false, Mechanism.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
        boolean isOurs = Mechanism.class.isAssignableFrom(type)
                && Modifier.isPublic(type.getModifiers())
                && !Modifier.isAbstract(type.getModifiers())
                && type.getClassLoader() == Mechanism.class.getClassLoader()
                && Mechanism.class.getProtectionDomain().equals(type.getProtectionDomain());
        return isOurs ? (name, constants) -> create(type, name, constants) : null;
    }

    private static Mechanism create(Class<?> type, String name, List<Object> constants) {
        for (Constructor<?> constructor : type.getConstructors()) {
            Object[] arguments = arguments(constructor.getParameterTypes(), name, constants);
            if (arguments != null) {
                try {
                    return (Mechanism) constructor.newInstance(arguments);
                } catch (InvocationTargetException e) {
                    throw new IllegalArgumentException(
                            "mechanism " + name + " cannot be made: "
                                    + e.getCause().getMessage(),
                            e.getCause());
                } catch (ReflectiveOperationException e) {
                    throw new IllegalArgumentException("mechanism " + name + " cannot be made: " + e, e);
                }
            }
        }
        throw new IllegalArgumentException("mechanism " + name + ": " + type.getName()
                + " has no constructor for a name and the constants " + constants);
    }

    /** The arguments for a constructor with these parameters; null if they do not fit. */
    private static Object[] arguments(Class<?>[] parameters, String name, List<Object> constants) {
        if (parameters.length != 1 + constants.size() || parameters[0] != String.class) {
            return null;
        }
        Object[] arguments = new Object[parameters.length];
        arguments[0] = name;
        for (int i = 1; i < parameters.length; i++) {
            arguments[i] = argument(parameters[i], constants.get(i - 1));
            if (arguments[i] == null) {
                return null;
            }
        }
        return arguments;
    }

    private static Object argument(Class<?> parameter, Object constant) {
        if (parameter == double.class && constant instanceof Number number) {
            return number.doubleValue();
        }
        boolean fits = (parameter == int.class && constant instanceof Integer)
                || (parameter == boolean.class && constant instanceof Boolean)
                || (parameter == String.class && constant instanceof String);
        return fits ? constant : null;
    }
}
