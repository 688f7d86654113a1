flarebookSearch("",-2,[["first",5,1,"58dd270b"]]);
