Console.WriteLine("virga gen");
