package dev.huxley.plot;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Built-in letters for machines without fonts: center lines drawn with a round pen, on a grid of 20 units per text size
 * with capitals 14, small letters 10 and descenders -4 units high. Accented letters are drawn without their accent,
 * unknown characters as a box.
 *
 * <p>A glyph is its width and strokes: "M" begins a stroke, points x,y are joined by straight lines, "Q" makes the next two
 * points the control point and the end of a quadratic curve.
 */
final class StrokeLetters implements Letters {
    private static final double UNITS = 20;
    private static final double SPACING = 3.4;
    private static final double PEN = 1.6;
    private static final double BOLD_PEN = 2.6;

    private static final String GLYPHS =
            """
            A 10 M 0,0 5,14 10,0 M 1.8,5 8.2,5
            B 9 M 0,0 0,14 5,14 Q 8.5,14 8.5,10.7 Q 8.5,7.4 5,7.4 0,7.4 M 5,7.4 Q 9,7.4 9,3.7 Q 9,0 5,0 0,0
            C 10 M 10,11 Q 8.6,14 5.5,14 Q 0,14 0,7 Q 0,0 5.5,0 Q 8.6,0 10,3
            D 10 M 0,0 0,14 4,14 Q 10,14 10,7 Q 10,0 4,0 0,0
            E 8 M 8,14 0,14 0,0 8,0 M 0,7.4 6.5,7.4
            F 8 M 8,14 0,14 0,0 M 0,7.4 6.5,7.4
            G 10 M 10,11 Q 8.6,14 5.5,14 Q 0,14 0,7 Q 0,0 5.5,0 Q 10,0 10,4 10,6.5 6,6.5
            H 10 M 0,0 0,14 M 10,0 10,14 M 0,7.4 10,7.4
            I 1 M 0.5,0 0.5,14
            J 6 M 6,14 6,4 Q 6,0 2.6,0 Q 0.8,0 0,1.2
            K 9 M 0,0 0,14 M 9,14 0,5 M 3.2,8.2 9,0
            L 7 M 0,14 0,0 7,0
            M 12 M 0,0 0,14 6,4 12,14 12,0
            N 10 M 0,0 0,14 10,0 10,14
            O 11 M 5.5,14 Q 0,14 0,7 Q 0,0 5.5,0 Q 11,0 11,7 Q 11,14 5.5,14
            P 8.5 M 0,0 0,14 4.5,14 Q 8.5,14 8.5,10.3 Q 8.5,6.6 4.5,6.6 0,6.6
            Q 11 M 5.5,14 Q 0,14 0,7 Q 0,0 5.5,0 Q 11,0 11,7 Q 11,14 5.5,14 M 7,3.5 11,-1
            R 9 M 0,0 0,14 4.5,14 Q 8.5,14 8.5,10.3 Q 8.5,6.6 4.5,6.6 0,6.6 M 4.6,6.6 9,0
            S 9 M 8.6,11.6 Q 7.4,14 4.6,14 Q 0.5,14 0.5,10.6 Q 0.5,8.2 4.6,7.3 Q 9,6.4 9,3.6 Q 9,0 4.6,0 Q 1.2,0 0,2.8
            T 10 M 0,14 10,14 M 5,14 5,0
            U 10 M 0,14 0,5 Q 0,0 5,0 Q 10,0 10,5 10,14
            V 10 M 0,14 5,0 10,14
            W 14 M 0,14 3.5,0 7,13 10.5,0 14,14
            X 10 M 0,0 10,14 M 0,14 10,0
            Y 10 M 0,14 5,7 10,14 M 5,7 5,0
            Z 9 M 0,14 9,14 0,0 9,0
            a 8 M 8,10 8,0 M 8,7.5 Q 7,10 4,10 Q 0,10 0,5 Q 0,0 4,0 Q 7,0 8,2.5
            b 8 M 0,14 0,0 M 0,7.5 Q 1,10 4,10 Q 8,10 8,5 Q 8,0 4,0 Q 1,0 0,2.5
            c 7.5 M 7.5,8 Q 6.5,10 4,10 Q 0,10 0,5 Q 0,0 4,0 Q 6.5,0 7.5,2
            d 8 M 8,14 8,0 M 8,7.5 Q 7,10 4,10 Q 0,10 0,5 Q 0,0 4,0 Q 7,0 8,2.5
            e 8 M 0,5.4 8,5.4 Q 8,10 4,10 Q 0,10 0,5 Q 0,0 4.2,0 Q 6.6,0 7.7,1.8
            f 5 M 5,14 Q 2,14.5 2,11 2,0 M 0,10 5,10
            g 8 M 8,7.5 Q 7,10 4,10 Q 0,10 0,5 Q 0,0 4,0 Q 7,0 8,2.5 M 8,10 8,-0.5 Q 8,-4 4,-4 Q 1.5,-4 0.5,-2.6
            h 8 M 0,14 0,0 M 0,6.5 Q 1,10 4.4,10 Q 8,10 8,6 8,0
            i 1 M 0.5,10 0.5,0 M 0.5,13 0.5,13.6
            j 3 M 3,10 3,-2 Q 3,-4 0.6,-4 M 3,13 3,13.6
            k 7.5 M 0,14 0,0 M 7,10 0,3.6 M 2.6,6 7.5,0
            l 1 M 0.5,14 0.5,0
            m 12 M 0,10 0,0 M 0,6.5 Q 0.8,10 3.4,10 Q 6,10 6,6.5 6,0 M 6,6.5 Q 6.8,10 9.4,10 Q 12,10 12,6.5 12,0
            n 8 M 0,10 0,0 M 0,6.5 Q 1,10 4.4,10 Q 8,10 8,6 8,0
            o 8.4 M 4.2,10 Q 0,10 0,5 Q 0,0 4.2,0 Q 8.4,0 8.4,5 Q 8.4,10 4.2,10
            p 8 M 0,10 0,-4 M 0,7.5 Q 1,10 4,10 Q 8,10 8,5 Q 8,0 4,0 Q 1,0 0,2.5
            q 8 M 8,10 8,-4 M 8,7.5 Q 7,10 4,10 Q 0,10 0,5 Q 0,0 4,0 Q 7,0 8,2.5
            r 4.5 M 0,10 0,0 M 0,6 Q 1,10 4.5,10
            s 7 M 6.6,8.2 Q 5.8,10 3.5,10 Q 0.4,10 0.4,7.5 Q 0.4,5.8 3.5,5.2 Q 7,4.5 7,2.6 Q 7,0 3.5,0 Q 0.9,0 0,2
            t 5 M 2,13.5 2,3 Q 2,-0.3 5,0.2 M 0,10 5,10
            u 8 M 0,10 0,4 Q 0,0 3.6,0 Q 7,0 8,3.5 M 8,10 8,0
            v 8 M 0,10 4,0 8,10
            w 12 M 0,10 3,0 6,9.5 9,0 12,10
            x 8 M 0,10 8,0 M 0,0 8,10
            y 8 M 0,10 4,0 M 8,10 4,0 2.8,-3 Q 2.4,-4 0.6,-4
            z 7 M 0,10 7,10 0,0 7,0
            0 8.6 M 4.3,14 Q 0,14 0,7 Q 0,0 4.3,0 Q 8.6,0 8.6,7 Q 8.6,14 4.3,14
            1 8.6 M 1.5,11.2 5,14 5,0
            2 8.6 M 0.4,10.6 Q 0.6,14 4.4,14 Q 8.2,14 8.2,10.4 Q 8.2,8 5.6,5.4 0,0 8.6,0
            3 8.6 M 0.4,11.6 Q 1.4,14 4.2,14 Q 8,14 8,10.7 Q 8,7.5 4,7.5 Q 8.6,7.5 8.6,3.8 Q 8.6,0 4.2,0 Q 1,0 0,2.6
            4 8.6 M 6.6,0 6.6,14 0,4.2 8.6,4.2
            5 8.6 M 7.8,14 1.2,14 0.6,7.6 Q 2,8.9 4.2,8.9 Q 8.6,8.9 8.6,4.5 Q 8.6,0 4.2,0 Q 1,0 0,2.6
            6 8.6 M 7.8,12.2 Q 6.9,14 4.8,14 Q 0,14 0,5.5 Q 0,0 4.3,0 Q 8.6,0 8.6,4.4 Q 8.6,8.6 4.5,8.6 Q 1,8.6 0,5
            7 8.6 M 0,14 8.6,14 3,0
            8 8.6 M 4.3,7.6 Q 0.5,7.6 0.5,10.8 Q 0.5,14 4.3,14 Q 8.1,14 8.1,10.8 Q 8.1,7.6 4.3,7.6 Q 0,7.6 0,3.8 \
            Q 0,0 4.3,0 Q 8.6,0 8.6,3.8 Q 8.6,7.6 4.3,7.6
            9 8.6 M 0.8,1.8 Q 1.7,0 3.8,0 Q 8.6,0 8.6,8.5 Q 8.6,14 4.3,14 Q 0,14 0,9.6 Q 0,5.4 4.1,5.4 Q 7.6,5.4 8.6,9
            . 1.6 M 0.8,0 0.8,0.6
            , 1.6 M 1,0.6 0.2,-2.6
            : 1.6 M 0.8,0 0.8,0.6 M 0.8,9 0.8,9.6
            ; 1.6 M 1,0.6 0.2,-2.6 M 0.8,9 0.8,9.6
            ! 1.6 M 0.8,14 0.8,4.5 M 0.8,0 0.8,0.6
            ? 7 M 0.2,11 Q 0.6,14 3.6,14 Q 7,14 7,10.8 Q 7,8.8 5,7.4 Q 3.4,6.2 3.4,4 M 3.4,0 3.4,0.6
            ' 1 M 0.5,14 0.5,10.5
            " 4 M 0.5,14 0.5,10.5 M 3.5,14 3.5,10.5
            ` 3 M 0,14 2.6,11.4
            - 5 M 0.4,5.6 4.6,5.6
            – 8 M 0,5.6 8,5.6
            − 9 M 0.3,6 8.7,6
            + 9 M 0.3,6 8.7,6 M 4.5,10.2 4.5,1.8
            ± 9 M 0.3,7.4 8.7,7.4 M 4.5,11.6 4.5,3.2 M 0.3,0 8.7,0
            × 8 M 0.8,9.2 7.2,2.8 M 0.8,2.8 7.2,9.2
            · 1.6 M 0.8,5.6 0.8,6.2
            * 6 M 3,14 3,7.6 M 0.2,12.4 5.8,9.2 M 0.2,9.2 5.8,12.4
            / 7 M 0,-2 7,14.5
            | 1 M 0.5,-4 0.5,14.5
            = 9 M 0.3,8.2 8.7,8.2 M 0.3,3.8 8.7,3.8
            < 8 M 8,10.5 0,6 8,1.5
            > 8 M 0,10.5 8,6 0,1.5
            ( 4 M 4,15 Q 0,11.5 0,5.5 Q 0,-0.5 4,-4
            ) 4 M 0,15 Q 4,11.5 4,5.5 Q 4,-0.5 0,-4
            [ 4 M 4,15 0,15 0,-4 4,-4
            ] 4 M 0,15 4,15 4,-4 0,-4
            { 5 M 5,15 Q 2.2,15 2.2,12.4 2.2,8 Q 2.2,5.5 0,5.5 Q 2.2,5.5 2.2,3 2.2,-1.4 Q 2.2,-4 5,-4
            } 5 M 0,15 Q 2.8,15 2.8,12.4 2.8,8 Q 2.8,5.5 5,5.5 Q 2.8,5.5 2.8,3 2.8,-1.4 Q 2.8,-4 0,-4
            _ 9 M 0,-3 9,-3
            ^ 8 M 0.6,8.6 4,14 7.4,8.6
            ~ 9 M 0.2,4.8 Q 1,7.4 3,7.4 Q 4.2,7.4 5.2,6 Q 6,4.6 7,4.6 Q 8.4,4.6 8.8,7
            # 10 M 3.4,14 1.6,0 M 8.4,14 6.6,0 M 0.4,9.4 10,9.4 M 0,4.6 9.6,4.6
            % 13 M 10.5,14 2.5,0 M 3,14 Q 0,14 0,10.6 Q 0,7.2 3,7.2 Q 6,7.2 6,10.6 Q 6,14 3,14 \
            M 10,6.8 Q 7,6.8 7,3.4 Q 7,0 10,0 Q 13,0 13,3.4 Q 13,6.8 10,6.8
            & 11 M 11,0 2.6,10 Q 1,14 4.4,14 Q 7.4,14 7,10.6 Q 6.6,8.6 3,7.2 Q 0,6 0,3.4 Q 0,0 4.4,0 Q 9.4,0 10,6.6
            $ 9 M 8.6,11 Q 7.4,13 4.6,13 Q 0.5,13 0.5,10 Q 0.5,8.2 4.6,7.2 Q 9,6.2 9,3.6 Q 9,1 4.6,1 Q 1.2,1 0,3.4 \
            M 4.6,15 4.6,-1
            @ 13 M 9.4,8 Q 8.8,9.4 6.8,9.4 Q 4,9.4 4,6 Q 4,2.8 6.6,2.8 Q 8.8,2.8 9.4,5.4 M 9.6,9.4 9.4,5 Q 9.4,3 11,3 \
            Q 13,3 13,7 Q 13,14 6.8,14 Q 0,14 0,6 Q 0,-2 7,-2 Q 9.4,-2 11,-1
            ° 4.6 M 2.3,14.4 Q 0,14.4 0,12 Q 0,9.6 2.3,9.6 Q 4.6,9.6 4.6,12 Q 4.6,14.4 2.3,14.4
            µ 8 M 0,10 0,-4 M 0,4 Q 0,0 3.6,0 Q 7,0 8,3.5 M 8,10 8,0
            Ω 11 M 0.4,0 3.6,0 Q 0,4 0,8 Q 0,14 5.5,14 Q 11,14 11,8 Q 11,4 7.4,0 10.6,0
            τ 7 M 0,10 7,10 M 3.4,10 3.4,3 Q 3.4,-0.3 6.6,0.2
            … 10 M 0.8,0 0.8,0.6 M 5,0 5,0.6 M 9.2,0 9.2,0.6
            """;

    private static final String UNKNOWN = "8 M 0,0 0,14 8,14 8,0 0,0";

    private record Glyph(double width, Path2D strokes) {}

    private final Map<Integer, Glyph> glyphs = new HashMap<>();
    private final Glyph unknown = glyph(UNKNOWN);

    StrokeLetters() {
        for (String line : GLYPHS.split("\n")) {
            glyphs.put(
                    line.codePointAt(0),
                    glyph(line.substring(line.offsetByCodePoints(0, 1)).strip()));
        }
        glyphs.put((int) ' ', new Glyph(2.6, new Path2D.Double()));
        glyphs.put((int) '\\', glyph("7 M 0,14.5 7,-2"));
        glyphs.put(0x3bc, glyphs.get((int) 'µ'));
        glyphs.put(0x2126, glyphs.get((int) 'Ω'));
    }

    private static Glyph glyph(String description) {
        String[] words = description.split("\\s+");
        Path2D path = new Path2D.Double();
        for (int i = 1; i < words.length; i++) {
            switch (words[i]) {
                case "M" -> path.moveTo(coordinate(words[++i], 0), coordinate(words[i], 1));
                case "Q" -> path.quadTo(
                        coordinate(words[++i], 0),
                        coordinate(words[i], 1),
                        coordinate(words[++i], 0),
                        coordinate(words[i], 1));
                default -> path.lineTo(coordinate(words[i], 0), coordinate(words[i], 1));
            }
        }
        return new Glyph(Double.parseDouble(words[0]), path);
    }

    private static double coordinate(String point, int index) {
        return Double.parseDouble(point.split(",")[index]);
    }

    private Glyph glyph(int character) {
        Glyph glyph = glyphs.get(character);
        if (glyph == null) {
            String plain = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFD);
            glyph = glyphs.getOrDefault(plain.codePointAt(0), unknown);
        }
        return glyph;
    }

    @Override
    public Shape outline(String text, double size, boolean bold) {
        Path2D path = new Path2D.Double();
        double x = SPACING / 2;
        for (int character : text.codePoints().toArray()) {
            Glyph glyph = glyph(character);
            path.append(AffineTransform.getTranslateInstance(x, 0).createTransformedShape(glyph.strokes()), false);
            x += glyph.width() + SPACING;
        }
        BasicStroke pen =
                new BasicStroke((float) (bold ? BOLD_PEN : PEN), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        return AffineTransform.getScaleInstance(size / UNITS, -size / UNITS)
                .createTransformedShape(pen.createStrokedShape(path));
    }

    @Override
    public double advance(String text, double size, boolean bold) {
        return text.codePoints().mapToDouble(c -> glyph(c).width() + SPACING).sum() * size / UNITS;
    }
}
