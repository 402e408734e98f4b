namespace Virga.Wire.Ec2;

/// <summary>An EC2 request that takes filters, whatever its member is called.</summary>
public interface IFiltered
{
    /// <summary>All of them must hold.</summary>
    List<Filter>? Filters { get; set; }
}
