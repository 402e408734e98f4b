using System.Text;
using Virga.Metadata.Identity;

namespace Virga.Metadata.Categories;

/// <summary>public-keys/ and managed-ssh-keys/.</summary>
internal static class KeyCategory
{
    private const string Managed = "meta-data/managed-ssh-keys/";
    private const string ManagedSince = "2019-10-01";

    public static void Add(MetadataTreeBuilder tree, MetadataDocument document, ConnectSigner signer)
    {
        for (var i = 0; i < document.PublicKeys.Count; i++)
        {
            tree.Add($"meta-data/public-keys/{i}/openssh-key", document.PublicKeys[i].OpenSshKey)
                .ListAs($"meta-data/public-keys/{i}", $"{i}={document.PublicKeys[i].Name}");
        }

        var (region, domain) = (document.Placement.Region, document.ServicesDomain);
        AddMade(tree, "signer-cert", () => signer.Chain(region, domain));
        if (document.ActiveKeys.Count == 0) return;
        // The agent looks for its user's keys first, so the certificates' states are there when there are keys.
        foreach (var (fingerprint, answer) in signer.Staples(region, domain))
            tree.Add(Managed + "signer-ocsp/" + fingerprint, answer, ManagedSince);
        foreach (var (user, keys) in document.ActiveKeys)
        {
            AddMade(tree, "active-keys/" + user,
                () => string.Concat(keys.Select(key => signer.Sign(key, region, domain))));
        }
    }

    /// <summary>A leaf that is made when it is first read, since signing takes its time.</summary>
    private static void AddMade(MetadataTreeBuilder tree, string name, Func<string> make)
    {
        byte[]? made = null;
        tree.Add(new MetadataNode(Managed + name)
        {
            Compute = _ => made ??= Encoding.UTF8.GetBytes(make()),
            Introduced = MetadataVersions.FirstWith(ManagedSince),
        });
    }
}
