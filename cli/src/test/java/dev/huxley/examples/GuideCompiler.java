package dev.huxley.examples;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles programs of the documentation in memory. */
final class GuideCompiler {
    /** The text of a class. */
    private static final class Source extends SimpleJavaFileObject {
        private final GuideProgram program;

        Source(GuideProgram program) {
            super(Path.of(program.name() + ".java").toUri(), Kind.SOURCE);
            this.program = program;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return program.text();
        }
    }

    private GuideCompiler() {}

    /**
     * Compiles the programs.
     *
     * @param classes the folder for the compiled classes
     * @return the errors, one a line, as file:line: message of the page; empty if there are none
     */
    static String compile(List<GuideProgram> programs, Path classes) {
        if (programs.isEmpty()) {
            return "";
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        Map<String, GuideProgram> byName = new HashMap<>();
        programs.forEach(program -> byName.put(program.name(), program));
        List<Source> sources = programs.stream().map(Source::new).toList();
        List<String> options = List.of(
                "-proc:none", "-Xlint:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        boolean isCompiled =
                compiler.getTask(null, null, found, options, null, sources).call();
        Set<String> errors = new LinkedHashSet<>();
        for (Diagnostic<? extends JavaFileObject> diagnostic : found.getDiagnostics()) {
            if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                errors.add(message(diagnostic));
            }
        }
        return isCompiled ? "" : String.join("\n", errors);
    }

    private static String message(Diagnostic<? extends JavaFileObject> diagnostic) {
        String text = diagnostic.getMessage(Locale.ROOT).replaceAll("\\s*\\n\\s*", "; ");
        if (!(diagnostic.getSource() instanceof Source source)) {
            return text;
        }
        return source.program.page().file() + ":" + source.program.lineOfPage(diagnostic.getLineNumber()) + ": " + text;
    }
}
