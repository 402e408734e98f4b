namespace Virga.Metadata;

/// <summary>
/// The dated versions that a path may begin with, oldest first, as an instance of 2024 lists them.
/// A version's index says which categories exist in it.
/// </summary>
internal static class MetadataVersions
{
    private static readonly string[] Dated =
    [
        "1.0", "2007-01-19", "2007-03-01", "2007-08-29", "2007-10-10", "2007-12-15", "2008-02-01", "2008-09-01",
        "2009-04-04", "2011-01-01", "2011-05-01", "2012-01-12", "2014-02-25", "2014-11-05", "2015-10-20", "2016-04-19",
        "2016-06-30", "2016-09-02", "2018-03-28", "2018-08-17", "2018-09-24", "2019-10-01", "2020-10-27", "2021-01-03",
        "2021-03-23", "2021-07-15", "2022-07-09", "2022-09-24", "2024-04-11",
    ];

    private static readonly byte[][] DatedUtf8 = [.. Dated.Select(System.Text.Encoding.ASCII.GetBytes)];

    /// <summary>The index of "latest": every category exists in it.</summary>
    public static int Latest => Dated.Length;

    /// <summary>What GET / answers: one version a line, no newline at the end.</summary>
    public static byte[] Listing { get; } = System.Text.Encoding.ASCII.GetBytes(string.Join('\n', Dated) + "\nlatest");

    /// <summary>The index of a version's name in a path, or -1 when there is no such version.</summary>
    public static int IndexOf(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("latest"u8)) return Latest;
        for (var i = 0; i < DatedUtf8.Length; i++)
        {
            if (name.SequenceEqual(DatedUtf8[i])) return i;
        }

        return -1;
    }

    /// <summary>The first version that shows a category introduced on that day (ISO date, or "1.0").</summary>
    public static int FirstWith(string introduced)
    {
        var at = Array.FindIndex(Dated, version => string.CompareOrdinal(version, introduced) >= 0);
        return at < 0 ? Latest : at;
    }

    /// <summary>The name of a version by its index.</summary>
    public static string NameOf(int index) => index == Latest ? "latest" : Dated[index];
}
