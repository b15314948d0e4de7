package dev.huxley.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Escaped text is read back as it was, in elements and in attributes, by a parser of XML. */
class MarkupTest {
    private static void assertReadBack(String expected, String text) throws Exception {
        String escaped = Markup.escaped(text);
        String page = "<a b=\"" + escaped + "\" c='" + escaped + "'>" + escaped + "</a>";
        Element element = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page)))
                .getDocumentElement();
        assertEquals(expected, element.getTextContent());
        // In attributes line breaks and tabs are read as spaces.
        assertEquals(expected.replaceAll("[\n\t]", " "), element.getAttribute("b"));
        assertEquals(expected.replaceAll("[\n\t]", " "), element.getAttribute("c"));
    }

    @Test
    void escapedTextIsReadBack() throws Exception {
        for (String text :
                new String[] {"a<b>&\"c\"'d'", "</a>", "]]>", "&amp;", "<!--", "\u00e9\ud83d\ude00", "a\n\tb", ""}) {
            assertReadBack(text, text);
        }
    }

    @Test
    void whatXmlForbidsIsReplaced() throws Exception {
        assertReadBack("\ufffd[2J\ufffd\ufffd\ufffd\ufffd", "\u001b[2J\u0000\u0085\ud800\uffff");
    }
}
