namespace Virga.Wire.Ec2;

/// <summary>An EC2 request that tags what it creates.</summary>
public interface ITagSpecified
{
    /// <summary>Tags by type of resource.</summary>
    List<TagSpecification>? TagSpecifications { get; set; }
}
