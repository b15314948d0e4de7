package dev.huxley.engine.llvm.jit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A key of all that machine code depends on: the SHA-256, in hexadecimal digits, of the IR text, the processor, the
 * method of compilation, and the versions of LLVM and Huxley. Equal keys mean equal code.
 */
public record CodeKey(String digits) {
    /** The bytes of a key. */
    static final int BYTES = 32;

    /** The key of the code that {@link CodeGeneration} makes of a text. */
    public static CodeKey of(String text, Target target) {
        return of(text, target, LlvmLibrary.version(), huxleyVersion());
    }

    public static CodeKey of(String text, Target target, String llvmVersion, String huxleyVersion) {
        MessageDigest digest = sha256();
        String[] parts = {
            text, target.triple(), target.cpu(), target.features(), CodeGeneration.METHOD, llvmVersion, huxleyVersion
        };
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // With the lengths, parts cannot run into each other.
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return new CodeKey(HexFormat.of().formatHex(digest.digest()));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(digits);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java without SHA-256, which every Java platform must have", e);
        }
    }

    /** The version of the jar; class folders have none. */
    private static String huxleyVersion() {
        String version = CodeKey.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
