using System.Text;

namespace Virga.Iam.Evaluation;

/// <summary>
/// A pattern of a policy: <c>*</c> any run, <c>?</c> any one character, everything else literally. Matching is linear
/// in
/// pattern plus text (a pattern is cut at its stars; each piece is searched once, by Knuth, Morris and Pratt).
/// </summary>
internal sealed class PolicyPattern
{
    // Inside, wildcards are noncharacters: what a variable puts into a pattern is literal, its stars included.
    internal const char AnyRun = '\uFDD0';
    internal const char AnyOne = '\uFDD1';

    private readonly string[] pieces;

    private PolicyPattern(string[] pieces) => this.pieces = pieces;

    /// <summary>A pattern as a policy writes it, without variables.</summary>
    public static PolicyPattern Parse(string text) => FromMarked(text.Replace('*', AnyRun).Replace('?', AnyOne));

    /// <summary>A pattern whose wildcards are already marked.</summary>
    public static PolicyPattern FromMarked(string marked) => new(marked.Split(AnyRun));

    /// <summary>Whether the whole text fits.</summary>
    public bool IsMatch(string text, StringComparison comparison)
    {
        if (comparison == StringComparison.OrdinalIgnoreCase)
            return new PolicyPattern([.. pieces.Select(piece => piece.ToLowerInvariant())])
                .IsMatch(text.ToLowerInvariant());
        return IsMatch(text);
    }

    private bool IsMatch(ReadOnlySpan<char> text)
    {
        var first = pieces[0];
        if (pieces.Length == 1) return text.Length == first.Length && StartsWith(text, first);
        var last = pieces[^1];
        if (text.Length < first.Length + last.Length || !StartsWith(text, first)) return false;
        if (!StartsWith(text[^last.Length..], last)) return false;
        text = text[first.Length..^last.Length];
        foreach (var piece in pieces.AsSpan(1, pieces.Length - 2))
        {
            var at = Find(text, piece);
            if (at < 0) return false;
            text = text[(at + piece.Length)..];
        }

        return true;
    }

    private static bool StartsWith(ReadOnlySpan<char> text, string piece)
    {
        if (text.Length < piece.Length) return false;
        for (var i = 0; i < piece.Length; i++)
            if (piece[i] != text[i] && piece[i] != AnyOne) return false;
        return true;
    }

    /// <summary>
    /// The first place of a piece. A piece with a question mark is short in practice and tried everywhere.
    /// </summary>
    private static int Find(ReadOnlySpan<char> text, string piece)
    {
        if (piece.Length == 0) return 0;
        if (piece.Contains(AnyOne))
        {
            for (var at = 0; at + piece.Length <= text.Length; at++)
                if (StartsWith(text[at..], piece)) return at;
            return -1;
        }

        return piece.Length < 16 ? text.IndexOf(piece, StringComparison.Ordinal) : FindLong(text, piece);
    }

    private static int FindLong(ReadOnlySpan<char> text, string piece)
    {
        var borders = new int[piece.Length];
        for (int i = 1, length = 0; i < piece.Length;)
        {
            if (piece[i] == piece[length]) borders[i++] = ++length;
            else if (length > 0) length = borders[length - 1];
            else i++;
        }

        for (int i = 0, matched = 0; i < text.Length; i++)
        {
            while (matched > 0 && text[i] != piece[matched]) matched = borders[matched - 1];
            if (text[i] == piece[matched]) matched++;
            if (matched == piece.Length) return i + 1 - matched;
        }

        return -1;
    }
}
