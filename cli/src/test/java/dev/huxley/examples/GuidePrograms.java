package dev.huxley.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;

/**
 * Runs methods of the compiled programs of the guide, one after the other, in the current folder: each argument names a
 * class and a method, {@code views_line4.main}. What one method prints stands between two marks.
 */
final class GuidePrograms {
    /** Begins the line that names the method that begins. */
    static final String BEGIN = "\u0002";
    /** Begins the line that says that the method has ended as it should. */
    static final String END = "\u0003";

    private GuidePrograms() {}

    public static void main(String[] methods) throws ReflectiveOperationException, IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(out);
        System.setErr(out);
        for (String each : methods) {
            int dot = each.lastIndexOf('.');
            Class<?> program = Class.forName(each.substring(0, dot));
            String method = each.substring(dot + 1);
            out.println("\n" + BEGIN + each);
            try {
                if (method.equals("main")) {
                    program.getMethod(method, String[].class).invoke(null, (Object) new String[0]);
                } else {
                    program.getMethod(method).invoke(null);
                }
                out.println("\n" + END);
            } catch (InvocationTargetException e) {
                e.getCause().printStackTrace(out);
            }
        }
    }
}
