package dev.huxley.mechanism.nmodl.syntax;

import java.util.regex.Pattern;

/** C code within a file: what has no effect on numbers is dropped, all else is refused. */
public final class CCode {
    private static final Pattern COMMENTS = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    private static final Pattern WITHOUT_EFFECT = Pattern.compile(
            // An old way to end a procedure; an old way to read an ion's concentration; prototypes; printing.
            "\\s*(return\\s*(0|0\\.0?|1)?\\s*;|[A-Za-z]+[io]\\s*=\\s*_ion_[A-Za-z]+[io]\\s*;"
                    + "|extern\\s[^;{}]*;|#\\s*include[^\n]*|printf\\s*\\([^;{}]*\\)\\s*;|\\s)*");

    /** Characters of code that a message quotes. */
    private static final int LONGEST = 40;

    private CCode() {}

    /** Tells whether the code only returns, prints, declares what is elsewhere, or reads an ion as NEURON does anyway. */
    public static boolean isWithoutEffect(String code) {
        String bare = COMMENTS.matcher(code).replaceAll(" ");
        return bare.length() < 2000 && WITHOUT_EFFECT.matcher(bare).matches();
    }

    /** The sentence that refuses other code. */
    public static String refusal(String code) {
        String text = COMMENTS.matcher(code).replaceAll(" ").strip().replaceAll("\\s+", " ");
        String part = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return "VERBATIM holds C code, which Huxley cannot run (" + part
                + "): write it in NMODL, or remove it if the model works without";
    }
}
