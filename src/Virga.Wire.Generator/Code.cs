using System.Text;

namespace Virga.Wire.Generator;

/// <summary>Lines of C# with indentation.</summary>
internal sealed class Code
{
    private readonly StringBuilder text = new();
    private int depth;

    public int Lines { get; private set; }

    public Code Line(string line = "")
    {
        if (line.Length > 0)
            text.Append(' ', depth * 4).Append(line);
        text.Append('\n');
        Lines++;
        return this;
    }

    public Code Open(string line)
    {
        Line(line).Line("{");
        depth++;
        return this;
    }

    public Code Close(string end = "}")
    {
        depth--;
        return Line(end);
    }

    public override string ToString() => text.ToString();
}
