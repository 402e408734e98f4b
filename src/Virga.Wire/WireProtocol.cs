namespace Virga.Wire;

/// <summary>How a service writes its requests and answers.</summary>
public enum WireProtocol
{
    /// <summary>EC2's own form protocol: lists flattened, names capitalised, unknown parameters refused.</summary>
    Ec2Query,

    /// <summary>The form protocol of IAM and STS: <c>.member.N</c>, unknown parameters ignored.</summary>
    Query,

    /// <summary>JSON 1.1 of ECR and SSM: the operation is named by the header <c>X-Amz-Target</c>.</summary>
    Json,

    /// <summary>JSON of services such as FIS: method and path name the operation, and hold some of its input.</summary>
    RestJson,
}
