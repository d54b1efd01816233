package dev.ringcast.drawing;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Capitals, digits and some signs, five by seven dots each; other signs are blank. Needs no font file. */
public final class BitmapFont {
    /** Dots of a sign with the gap to the next. */
    public static final int ADVANCE = 6;

    public static final int HEIGHT = 7;

    /** A sign, then its five columns as two hexadecimal digits each; the lowest bit is the uppermost dot. */
    private static final String GLYPHS = "03E5149453E 100427F4000 24261514946 32141454B31 41814127F10 52745454539"
            + " 63C4A494930 70171090503 83649494936 9064949291E A7E1111117E B7F49494936 C3E41414122 D7F4141221C"
            + " E7F49494941 F7F09090901 G3E4149497A H7F0808087F I00417F4100 J2040413F01 K7F08142241 L7F40404040"
            + " M7F020C027F N7F0408107F O3E4141413E P7F09090906 Q3E4151215E R7F09192946 S4649494931 T01017F0101"
            + " U3F4040403F V1F2040201F W3F4038403F X6314081463 Y0708700807 Z6151494543 :0036360000 .0060600000"
            + " -0808080808 /2010080402 +08083E0808 ,0050300000 %2313086462 =1414141414 (001C224100 )0041221C00"
            + " #147F147F14 !00005F0000 ?0201510906";

    private static final int COLUMNS = 5;
    private static final Map<Character, int[]> COLUMNS_OF = parse();

    private BitmapFont() {}

    /** How wide a text is, in pixels. */
    public static int width(String text, int scale) {
        return Math.max(0, (text.length() * ADVANCE - 1) * scale);
    }

    /** Draws a text with its upper left corner at x, y: dots in the ink, everything between them in the paper. */
    public static void draw(Plane plane, int x, int y, String text, int scale, int ink, int paper) {
        String capitals = text.toUpperCase(Locale.ROOT);
        byte[] row = new byte[width(capitals, scale)];
        for (int line = 0; line < HEIGHT; line++) {
            for (int column = 0; column < row.length; column++) {
                int dot = column / scale;
                row[column] = (byte) (isInk(capitals.charAt(dot / ADVANCE), dot % ADVANCE, line) ? ink : paper);
            }
            for (int i = 0; i < scale; i++) {
                plane.put(x, y + line * scale + i, row);
            }
        }
    }

    /** Whether a dot of a sign is set. */
    public static boolean isInk(char sign, int column, int line) {
        int[] columns = COLUMNS_OF.get(sign);
        return columns != null && column < COLUMNS && ((columns[column] >>> line) & 1) != 0;
    }

    private static Map<Character, int[]> parse() {
        Map<Character, int[]> glyphs = new HashMap<>();
        for (String glyph : GLYPHS.split(" ")) {
            int[] columns = new int[COLUMNS];
            for (int i = 0; i < COLUMNS; i++) {
                columns[i] = Integer.parseInt(glyph.substring(1 + 2 * i, 3 + 2 * i), 16);
            }
            glyphs.put(glyph.charAt(0), columns);
        }
        return Map.copyOf(glyphs);
    }
}
