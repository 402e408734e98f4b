using Virga.Metadata.Categories;
using Virga.Metadata.Identity;

namespace Virga.Metadata;

/// <summary>
/// The tree of an instance in EC2's own form. Categories and the versions that introduced them are those of the User
/// Guide, "Instance metadata categories"; what a 2025 Nitro instance lists beyond it is from captures.
/// </summary>
internal static class Ec2Tree
{
    public static MetadataTree Build(
        MetadataDocument document, InstanceIdentitySigner signer, DateTimeOffset lastModified)
    {
        var tree = new MetadataTreeBuilder();
        AddInstance(tree, document);
        AddAddresses(tree, document);
        PlacementCategory.Add(tree, document);
        NetworkCategory.Add(tree, document);
        CredentialCategory.Add(tree, document);
        EventCategory.Add(tree, document);
        KeyCategory.Add(tree, document, signer.Connect);
        IdentityCategory.Add(tree, document, signer);
        if (document.UserData is { } userData)
            tree.Add(new MetadataNode("user-data") { Body = userData, Content = MetadataContent.Octets });
        return tree.Build(lastModified);
    }

    private static void AddInstance(MetadataTreeBuilder tree, MetadataDocument document)
    {
        const string M = "meta-data/";
        tree.Add(M + "ami-id", document.ImageId)
            .Add(M + "ami-launch-index", document.LaunchIndex.ToString())
            .Add(M + "ami-manifest-path", "(unknown)")
            .AddLines(M + "ancestor-ami-ids", document.AncestorImageIds, "2007-10-10")
            .Add(M + "hibernation/configured", document.IsHibernationConfigured ? "true" : "false", "2018-09-24")
            .Add(M + "instance-action", document.InstanceAction, "2008-09-01")
            .Add(M + "instance-id", document.InstanceId)
            .Add(M + "instance-life-cycle", document.LifeCycle, "2019-10-01")
            .Add(M + "instance-type", document.InstanceType, "2007-08-29")
            .Add(M + "kernel-id", document.KernelId, "2008-02-01")
            // A category of 2011 that was never filled; it is still listed (captures up to 2025).
            .Add(M + "metrics/vhostmd", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "2011-05-01")
            .AddLines(M + "product-codes", document.ProductCodes, "2007-03-01")
            .Add(M + "profile", "default-hvm", "2009-04-04")
            .Add(M + "ramdisk-id", document.RamdiskId, "2007-10-10")
            .Add(M + "reservation-id", document.ReservationId)
            .Add(M + "services/domain", document.ServicesDomain, "2014-02-25")
            .Add(M + "services/partition", document.Partition, "2015-10-20")
            .Add(M + "system", document.System, "2022-09-24")
            .Add("dynamic/fws/instance-monitoring", document.IsMonitored ? "enabled" : "disabled", "2009-04-04");
        foreach (var (name, device) in document.BlockDevices)
            tree.Add(M + "block-device-mapping/" + name, device, "2007-12-15");
        foreach (var (key, value) in document.Tags ?? []) tree.Add(M + "tags/instance/" + key, value, "2021-03-23");
    }

    private static void AddAddresses(MetadataTreeBuilder tree, MetadataDocument document)
    {
        const string M = "meta-data/";
        if (document.Interfaces is not [var primary, ..]) return;
        var address = primary.PrimaryIpv4;
        var shown = primary.Associations.FirstOrDefault(association => association.Private == address).Public;
        tree.Add(M + "hostname", primary.LocalHostname)
            .Add(M + "ipv6", primary.Ipv6s is [var first, ..] ? first : null, "2021-01-03")
            .Add(M + "local-hostname", primary.LocalHostname, "2007-01-19")
            .Add(M + "local-ipv4", address)
            .Add(M + "mac", primary.Mac, "2011-01-01")
            .Add(M + "public-hostname", primary.PublicHostname, "2007-01-19")
            .Add(M + "public-ipv4", shown, "2007-01-19")
            .AddLines(M + "security-groups", [.. primary.SecurityGroups.Select(group => group.Name)]);
    }
}
