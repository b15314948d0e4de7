package dev.huxley.fit.feature;

import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.ModelFiles;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A digest of everything on which the course of a fit depends but its budgets: the sweeps, the models, the seed. */
final class FitFingerprint {
    private final MessageDigest digest;

    private FitFingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String of(FeatureFit settings, List<FitSweep> sweeps, List<DescribedModel> models) {
        FitFingerprint print = new FitFingerprint();
        print.add(settings.engine());
        print.add(settings.seed(), settings.targetZ());
        for (FitSweep sweep : sweeps) {
            print.add(sweep.label());
            print.add(sweep.role().name());
            print.add(sweep.start(), sweep.end(), sweep.initialVoltage());
            print.add(sweep.current());
            print.add(sweep.voltage());
        }
        for (DescribedModel model : models) {
            print.add(ModelFiles.text(model.description()));
            model.free().forEach(value -> {
                print.add(value.path());
                print.add(value.lower(), value.upper(), value.logarithmic() ? 1 : 0, value.start());
            });
        }
        return HexFormat.of().formatHex(print.digest.digest());
    }

    private void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private void add(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
        for (double value : values) {
            bytes.putDouble(value);
        }
        digest.update(bytes.array());
    }
}
