using System.Text;

namespace Virga.Metadata.Categories;

/// <summary>iam/ and identity-credentials/: who the instance is to AWS, and the keys to prove it.</summary>
internal static class CredentialCategory
{
    public static void Add(MetadataTreeBuilder tree, MetadataDocument document)
    {
        if (document.Role is { } role)
        {
            tree.Add("meta-data/iam/info", Info(role), "2012-01-12");
            tree.Add(Leaf("iam/security-credentials/" + role.RoleName, "2012-01-12", role.Credentials));
            // Newer SDKs ask here first; the account is what they gain. Not listed (read in the SDKs' sources).
            tree.Add(Leaf("iam/security-credentials-extended/" + role.RoleName, "2024-04-11", now =>
                role.Credentials(now) with { AccountId = document.AccountId }));
            tree.Hide("meta-data/iam/security-credentials-extended");
        }

        if (document.InstanceCredentials is not { } own) return;
        tree.Add(new MetadataNode("meta-data/identity-credentials/ec2/info")
        {
            Compute = reading => Encoding.UTF8.GetBytes(AwsJson.Object(
            [
                ("Code", "Success"), ("LastUpdated", AwsJson.Time(own(reading.Now).LastUpdated)),
                ("AccountId", document.AccountId),
            ])),
            Introduced = MetadataVersions.FirstWith("2018-05-23"),
        });
        tree.Add(Leaf("identity-credentials/ec2/security-credentials/ec2-instance", "2018-05-23", own));
    }

    /// <summary>The document of credentials; without keys it is the reason, and still 200.</summary>
    public static string Document(RoleCredentials credentials)
    {
        if (credentials.AccessKeyId is null)
        {
            return AwsJson.Object(
            [
                ("Code", credentials.Code), ("Message", credentials.Message ?? ""),
                ("LastUpdated", AwsJson.Time(credentials.LastUpdated)),
            ]);
        }

        var fields = new List<(string, object?)>
        {
            ("Code", credentials.Code), ("LastUpdated", AwsJson.Time(credentials.LastUpdated)), ("Type", "AWS-HMAC"),
            ("AccessKeyId", credentials.AccessKeyId), ("SecretAccessKey", credentials.SecretAccessKey),
            ("Token", credentials.Token),
            ("Expiration", credentials.Expiration is { } end ? AwsJson.Time(end) : null),
        };
        if (credentials.AccountId is { } account) fields.Add(("AccountId", account));
        return AwsJson.Object(fields);
    }

    private static string Info(MetadataRole role) => AwsJson.Object(
    [
        ("Code", "Success"), ("LastUpdated", AwsJson.Time(role.LastUpdated)),
        ("InstanceProfileArn", role.ProfileArn), ("InstanceProfileId", role.ProfileId),
    ]);

    private static MetadataNode Leaf(
        string path, string introduced, Func<DateTimeOffset, RoleCredentials> credentials) => new("meta-data/" + path)
    {
        Compute = reading => Encoding.UTF8.GetBytes(Document(credentials(reading.Now))),
        Introduced = MetadataVersions.FirstWith(introduced),
    };
}
