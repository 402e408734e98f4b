namespace Virga.Metadata.Categories;

/// <summary>public-keys/ and managed-ssh-keys/.</summary>
internal static class KeyCategory
{
    public static void Add(MetadataTreeBuilder tree, MetadataDocument document)
    {
        for (var i = 0; i < document.PublicKeys.Count; i++)
        {
            tree.Add($"meta-data/public-keys/{i}/openssh-key", document.PublicKeys[i].OpenSshKey)
                .ListAs($"meta-data/public-keys/{i}", $"{i}={document.PublicKeys[i].Name}");
        }

        foreach (var (user, keys) in document.ActiveKeys)
            tree.Add("meta-data/managed-ssh-keys/active-keys/" + user, keys, "2019-10-01");
    }
}
