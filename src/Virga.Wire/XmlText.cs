using System.Buffers;
using System.Text;

namespace Virga.Wire;

/// <summary>Text inside an XML element: escaped, and without what XML 1.0 cannot hold.</summary>
internal static class XmlText
{
    /// <summary>Everything that needs a look: markup, controls, surrogates, the two noncharacters.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create(SpecialCharacters());

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var special = text.IndexOfAny(Special);
            var plain = special < 0 ? text : text[..special];
            if (!plain.IsEmpty)
                Encoding.UTF8.GetBytes(plain, output);
            if (special < 0)
                return;
            text = text[special..];
            text = text[WriteSpecial(output, text)..];
        }
    }

    /// <summary>Writes the first character and returns how many UTF-16 units it took.</summary>
    private static int WriteSpecial(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        switch (text[0])
        {
            case '<': output.Write("&lt;"u8); return 1;
            case '>': output.Write("&gt;"u8); return 1;
            case '&': output.Write("&amp;"u8); return 1;
            case '"': output.Write("&quot;"u8); return 1;
            case '\r': output.Write("&#xD;"u8); return 1;
        }
        if (text.Length < 2 || !char.IsSurrogatePair(text[0], text[1]))
            return 1;
        Encoding.UTF8.GetBytes(text[..2], output);
        return 2;
    }

    private static string SpecialCharacters()
    {
        var characters = new StringBuilder("<>&\"\uFFFE\uFFFF");
        for (var control = '\0'; control < ' '; control++)
            if (control is not ('\t' or '\n'))
                characters.Append(control);
        for (int surrogate = 0xD800; surrogate <= 0xDFFF; surrogate++)
            characters.Append((char)surrogate);
        return characters.ToString();
    }
}
