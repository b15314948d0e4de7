package dev.huxley.plot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Colors of the palette can be told apart, also with a color vision deficiency. */
class ColorTest {
    /** In the units of CIE L*a*b*, of which one or two can just be seen; the palette of Okabe and Ito has 16. */
    private static final double LEAST = 15;

    private static final double LEAST_FROM_PAPER = 30;

    /** Full deficiencies by Machado, Oliveira and Fernandes, IEEE TVCG 15, 2009, on linear red, green and blue. */
    enum Vision {
        NORMAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
        PROTANOPIA(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
        DEUTERANOPIA(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
        TRITANOPIA(1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900);

        private final double[] matrix;

        Vision(double... matrix) {
            this.matrix = matrix;
        }

        double[] seen(String hex) {
            double[] seen = times(matrix, linear(hex));
            double[] xyz = times(
                    new double[] {0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505},
                    new double[] {clipped(seen[0]), clipped(seen[1]), clipped(seen[2])});
            double x = root(xyz[0] / 0.95047);
            double y = root(xyz[1]);
            double z = root(xyz[2] / 1.08883);
            return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
        }

        double distance(String hex, String other) {
            double[] a = seen(hex);
            double[] b = seen(other);
            return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
        }

        private static double clipped(double value) {
            return Math.max(0, Math.min(1, value));
        }

        private static double root(double value) {
            return value > Math.pow(6.0 / 29, 3) ? Math.cbrt(value) : value / (3 * Math.pow(6.0 / 29, 2)) + 4.0 / 29;
        }

        private static double[] linear(String hex) {
            double[] linear = new double[3];
            for (int i = 0; i < 3; i++) {
                double value = Integer.parseInt(hex.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
                linear[i] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
            }
            return linear;
        }

        private static double[] times(double[] matrix, double[] vector) {
            double[] product = new double[3];
            for (int i = 0; i < 9; i++) {
                product[i / 3] += matrix[i] * vector[i % 3];
            }
            return product;
        }
    }

    @ParameterizedTest
    @EnumSource
    void colorsOfThePaletteCanBeToldApart(Vision vision) {
        for (Color color : Color.palette()) {
            for (Color other : Color.palette()) {
                double distance = vision.distance(color.hex(), other.hex());
                assertTrue(
                        color == other || distance > LEAST,
                        String.format(Locale.ROOT, "%s and %s are %.1f apart", color, other, distance));
            }
            double paper = vision.distance(color.hex(), "#ffffff");
            assertTrue(paper > LEAST_FROM_PAPER, String.format(Locale.ROOT, "%s is %.1f from white", color, paper));
        }
    }
}
