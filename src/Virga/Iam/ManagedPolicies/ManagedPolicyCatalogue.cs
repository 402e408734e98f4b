using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Virga.Facts;

namespace Virga.Iam.ManagedPolicies;

/// <summary>
/// AWS's managed policies as of April 2026. Nothing is kept but the index once it was asked for; a document costs the
/// decompression of a quarter of them all (2 ms), so a caller that needs one often keeps it.
/// </summary>
internal static class ManagedPolicyCatalogue
{
    private static readonly FactTable Table = new("Virga.Iam.ManagedPolicies.managed-policies.tsv.br");

    /// <summary>The policy with this ARN, of whatever partition, or null.</summary>
    public static ManagedPolicyFacts? Find(string arn)
    {
        var parts = arn.Split(':', 6);
        if (parts is not ["arn", _, "iam", "", "aws", _] || !parts[5].StartsWith("policy/", StringComparison.Ordinal))
            return null;
        var found = FindByName(arn[(arn.LastIndexOf('/') + 1)..]);
        return found is not null && parts[5] == $"policy{found.Path}{found.Name}" ? found : null;
    }

    /// <summary>The policy with this name, or null.</summary>
    public static ManagedPolicyFacts? FindByName(string name) => Table.Find(name) is { } row ? Read(row) : null;

    /// <summary>All policies, in the order of their names.</summary>
    public static IEnumerable<ManagedPolicyFacts> All() => Table.Rows().Select(Read);

    /// <summary>The JSON of the default version, without white space.</summary>
    public static string DocumentOf(ManagedPolicyFacts policy)
    {
        var chunk = FactTable.Read($"Virga.Iam.ManagedPolicies.documents.{policy.Document.Chunk}.br").AsSpan();
        for (var line = 0; line < policy.Document.Line; line++)
            chunk = chunk[(chunk.IndexOf((byte)'\n') + 1)..];
        var end = chunk.IndexOf((byte)'\n');
        return Encoding.UTF8.GetString(end < 0 ? chunk : chunk[..end]);
    }

    private static ManagedPolicyFacts Read(string row)
    {
        var cells = new FactReader(row);
        var (name, path, version) = (cells.Cell().ToString(), cells.Text(), cells.Text());
        var created = DateTimeOffset.Parse(cells.Cell(), CultureInfo.InvariantCulture);
        var updated = cells.Cell() is { IsEmpty: false } text
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : created;
        var place = Array.ConvertAll(cells.List('.'), part => int.Parse(part, CultureInfo.InvariantCulture));
        return new ManagedPolicyFacts(name, path, PolicyId(name), version, created, updated)
        {
            Document = (place[0], place[1]),
        };
    }

    /// <summary><c>ANPA</c> and seventeen letters or digits, as every policy's id has them.</summary>
    private static string PolicyId(string name)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return string.Create(21, hash, static (text, bytes) =>
        {
            "ANPA".CopyTo(text);
            for (var at = 4; at < text.Length; at++) text[at] = Alphabet[bytes[at] % Alphabet.Length];
        });
    }
}
