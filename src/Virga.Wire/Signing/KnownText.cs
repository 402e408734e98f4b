namespace Virga.Wire.Signing;

/// <summary>
/// One string for each region and service that requests name over and over, so that reading a scope does not allocate
/// them.
/// </summary>
internal static class KnownText
{
    private static readonly HashSet<string> Known = new(
        [
            "ec2", "ecr", "iam", "sts", "ssm", "s3", "ecr-public", "ec2-instance-connect", "fis",
            "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1",
            "eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-north-1", "eu-south-1",
            "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
        ],
        StringComparer.Ordinal);

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    private static string _lastOther = "";

    /// <summary>The text as a string; the last unknown text (in practice: today's date) is kept too.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        if (Lookup.TryGetValue(text, out var known))
            return known;
        var last = _lastOther;
        if (text.SequenceEqual(last))
            return last;
        return _lastOther = text.ToString();
    }
}
